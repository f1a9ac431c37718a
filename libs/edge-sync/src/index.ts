export { EdgeSyncModule } from './edge-sync.module.js';
export * from './protocol/limits.js';
export { recordDigest, signRecord, type RecordClaims } from './protocol/record.js';
export { verifyReceipt, type ReceiptClaims, type ReceiptedRecord } from './protocol/receipt.js';
export type { ServerIdentity } from './protocol/signed-by-server.js';
export { saysSomething } from './protocol/storable-text.js';
export { verifyTicket, type VerifiedTicket } from './protocol/ticket.js';
