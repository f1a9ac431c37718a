import { beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPair, type CryptoKey } from 'jose';
import { signReceipt, verifyReceipt, type ReceiptClaims } from './receipt.js';
import type { ServerIdentity } from './signed-by-server.js';
import { signTicket, verifyTicket, type TicketClaims } from './ticket.js';

const ISSUER = 'https://parley.example';
const RECEIPT: ReceiptClaims = {
  agency: 'agency',
  device: 'device',
  epoch: 1,
  seq: 7,
  recordId: 'record',
  digest: 'd'.repeat(64),
  status: 'QUARANTINED',
  code: 'PREV_MISMATCH',
  receivedAt: '2019-05-01T10:00:00.123Z',
};
const TICKET: TicketClaims = {
  agency: 'agency',
  device: 'device',
  assignment: 'assignment',
  trainee: 'trainee',
  scenarioVersion: 'scenario',
  scenarioDigest: 'a'.repeat(64),
  rubricVersion: 'rubric',
  rubricDigest: 'b'.repeat(64),
};

describe('what the server signs for a device', () => {
  let signing: { kid: string; key: CryptoKey };
  let forger: { kid: string; key: CryptoKey };
  let server: ServerIdentity;
  beforeAll(async () => {
    const own = await generateKeyPair('EdDSA');
    signing = { kid: 'one', key: own.privateKey };
    forger = { kid: 'one', key: (await generateKeyPair('EdDSA')).privateKey };
    server = { issuer: ISSUER, keyOf: (kid) => Promise.resolve(kid === 'one' ? own.publicKey : null) };
  });

  it('is a receipt for exactly one record', async () => {
    const receipt = await signReceipt(RECEIPT, signing, ISSUER);
    expect(await verifyReceipt(receipt, server, RECEIPT)).toEqual(RECEIPT);
    const others = { agency: 'x', device: 'x', epoch: 2, seq: 8, recordId: 'x', digest: 'e'.repeat(64) };
    for (const [name, value] of Object.entries(others)) {
      await expect(verifyReceipt(receipt, server, { ...RECEIPT, [name]: value })).rejects.toThrow(name);
    }
  });

  it('is the same receipt, byte for byte, for the same record', async () => {
    expect(await signReceipt(RECEIPT, signing, ISSUER)).toBe(await signReceipt(RECEIPT, signing, ISSUER));
  });

  it('is not believed from another server, under another key, or changed', async () => {
    const receipt = await signReceipt(RECEIPT, signing, ISSUER);
    const [header, , signature] = receipt.split('.');
    const better = Buffer.from(JSON.stringify({ ...RECEIPT, status: 'ACCEPTED', code: null })).toString('base64url');
    for (const forged of [
      await signReceipt(RECEIPT, signing, 'https://elsewhere.example'),
      await signReceipt(RECEIPT, forger, ISSUER),
      await signReceipt(RECEIPT, { ...signing, kid: 'two' }, ISSUER),
      [header, better, signature].join('.'),
      `${Buffer.from('{"alg":"none","typ":"parley-receipt+jwt"}').toString('base64url')}.${better}.`,
      'nonsense',
    ]) {
      await expect(verifyReceipt(forged, server, RECEIPT)).rejects.toThrow();
    }
  });

  it('is a ticket or a receipt, never one for the other', async () => {
    const ticket = await signTicket(TICKET, new Date('2031-01-01T00:00:00Z'), signing, ISSUER);
    expect(await verifyTicket(ticket, server)).toEqual({ ...TICKET, issuedAt: '2031-01-01T00:00:00.000Z' });
    await expect(verifyReceipt(ticket, server, RECEIPT)).rejects.toThrow();
    expect(await verifyTicket(await signReceipt(RECEIPT, signing, ISSUER), server)).toBeNull();
    expect(await verifyTicket(await signTicket(TICKET, new Date(), forger, ISSUER), server)).toBeNull();
    const { trainee: _trainee, ...incomplete } = TICKET;
    expect(
      await verifyTicket(await signTicket(incomplete as TicketClaims, new Date(), signing, ISSUER), server),
    ).toBeNull();
  });
});
