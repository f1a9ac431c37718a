import { createHash } from 'node:crypto';
import { CompactSign, compactVerify, type CryptoKey } from 'jose';
import { z } from 'zod';
import { jwsParts } from './compact-jws.js';
import { MOST_RECORD_BYTES, MOST_SEQ, MOST_TURN_LENGTH, MOST_TURNS, PROTOCOL } from './limits.js';
import { isStorable, saysSomething } from './storable-text.js';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const label = z.string().min(1).max(200).refine(isStorable);

const turn = z.strictObject({
  number: z.int().min(1).max(MOST_TURNS),
  speaker: z.enum(['OFFICER', 'CIVILIAN', 'BYSTANDER', 'DISPATCHER']),
  text: z.string().min(1).max(MOST_TURN_LENGTH).refine(saysSomething).refine(isStorable),
  /** Milliseconds on the device's monotonic clock. */
  atMs: z.int().min(0),
  /** Which engine made a civilian's turn, and how; null for the officer's. */
  provenance: z.record(z.string(), z.unknown()).refine(isStorable).nullable(),
});

/** Numbered from 1 without a gap, and somebody other than the civilian spoke. */
const turns = z
  .array(turn)
  .min(1)
  .max(MOST_TURNS)
  .refine((all) => all.every(({ number }, index) => number === index + 1))
  .refine((all) => all.some(({ speaker }) => speaker === 'OFFICER'));

/** What one record claims. Everything in it is the device's word; its signature says which device, not which officer. */
export const recordClaims = z.strictObject({
  protocol: z.literal(PROTOCOL),
  type: z.literal('SESSION'),
  agency: uuid,
  device: uuid,
  /** Grows by one with each re-installation. */
  epoch: z.int().min(1).max(1_000_000),
  /** Gapless within the epoch, from 1. */
  seq: z.int().min(1).max(MOST_SEQ),
  recordId: uuid,
  /** SHA-256, in hex, of the exact bytes of the record before. */
  prevHash: digest,
  /** The assignment ticket, as the server signed it. */
  ticket: z.string().min(1).max(4_000),
  scenarioDigest: digest,
  rubricDigest: digest,
  /** The device's wall clock; may be wrong by years. */
  claimedAt: z.iso.datetime(),
  monotonicMs: z.int().min(0),
  /** Names one run of the monotonic clock. */
  bootId: uuid,
  /** The newest time signed by the server that the device held when it closed the session. */
  lastServerTime: z.iso.datetime(),
  session: z.strictObject({
    engine: z.strictObject({
      kind: z.enum(['SCRIPTED', 'INFERENCE_SERVER', 'IN_PROCESS']),
      label,
      version: label,
    }),
    seed: z.int().min(0),
    outcomePath: z.enum(['RESOLUTION', 'CONTAINMENT', 'ESCALATION']).nullable(),
    turns,
  }),
});

export type RecordClaims = z.output<typeof recordClaims>;

const HEADER = { alg: 'EdDSA', typ: 'parley-record+jws' } as const;
const headerSchema = z.strictObject({ alg: z.literal(HEADER.alg), typ: z.literal(HEADER.typ) });

/** SHA-256 in hex over the exact bytes: of a record for the chain, and for the receipt. */
export const recordDigest = (jws: string): string => createHash('sha256').update(jws, 'utf8').digest('hex');

/**
 * @returns the compact JWS (EdDSA), to be stored and sent exactly so
 * @throws when the claims, or their size, are not what a server takes
 */
export async function signRecord(claims: RecordClaims, key: CryptoKey): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(recordClaims.parse(claims)));
  const jws = await new CompactSign(payload).setProtectedHeader(HEADER).sign(key);
  if (jws.length > MOST_RECORD_BYTES) throw new Error(`a record holds at most ${MOST_RECORD_BYTES} bytes`);
  return jws;
}

/** Why a record's bytes cannot even be taken apart: the device must keep it and show it to a person. */
export type UnreadableCode = 'TOO_LARGE' | 'SCHEMA';

const envelope = recordClaims.pick({ device: true, epoch: true, seq: true, recordId: true, prevHash: true }).strip();

/** What can be read before any signature is checked: enough to find the device's key and the record's place. */
export type RecordEnvelope = z.output<typeof envelope>;

/** Never throws, whatever the bytes. */
export function readEnvelope(jws: string): RecordEnvelope | UnreadableCode {
  if (Buffer.byteLength(jws) > MOST_RECORD_BYTES) return 'TOO_LARGE';
  const parsed = envelope.safeParse(jwsParts(jws)?.payload);
  return parsed.success ? parsed.data : 'SCHEMA';
}

export type VerifiedRecord = { claims: RecordClaims } | { code: 'BAD_SIGNATURE' | 'SCHEMA' };

/** Checks the signature over the exact bytes, then what they say. Never throws, whatever the bytes. */
export async function verifyRecord(jws: string, keys: readonly CryptoKey[]): Promise<VerifiedRecord> {
  const parts = jwsParts(jws);
  if (!parts || !(await isSignedByOne(jws, keys))) return { code: 'BAD_SIGNATURE' };
  const header = headerSchema.safeParse(parts.header);
  const claims = recordClaims.safeParse(parts.payload);
  return header.success && claims.success ? { claims: claims.data } : { code: 'SCHEMA' };
}

async function isSignedByOne(jws: string, keys: readonly CryptoKey[]): Promise<boolean> {
  for (const key of keys) {
    const verified = await compactVerify(jws, key, { algorithms: ['EdDSA'] }).catch(() => null);
    if (verified) return true;
  }
  return false;
}
