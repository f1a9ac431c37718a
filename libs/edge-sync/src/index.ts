export { EdgeSyncModule } from './edge-sync.module.js';
export { MOST_PUSH_BYTES, MOST_RECORD_BYTES, MOST_RECORDS, NO_PREDECESSOR, PROTOCOL } from './protocol/limits.js';
export { recordDigest, signRecord, type RecordClaims } from './protocol/record.js';
export { verifyReceipt, type ReceiptClaims } from './protocol/receipt.js';
export { verifyTicket, type TicketClaims } from './protocol/ticket.js';
