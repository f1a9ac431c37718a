import { createHash } from 'node:crypto';
import { CompactSign, compactVerify, importJWK, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';
import { MOST_JSON_DEPTH, MOST_RECORD_BYTES, PROTOCOL } from './limits.js';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

const turn = z.strictObject({
  number: z.int().min(1).max(1_000),
  speaker: z.enum(['OFFICER', 'CIVILIAN', 'BYSTANDER', 'DISPATCHER']),
  text: z.string().min(1).max(4_000),
  /** Milliseconds since the device booted. */
  atMs: z.int().min(0),
  /** Which engine made a civilian's turn, and how; null for the officer's. */
  provenance: z.record(z.string(), z.unknown()).nullable(),
});

/** What one record claims. Everything in it is the device's word; its signature says which device, not which officer. */
export const recordClaims = z.strictObject({
  protocol: z.literal(PROTOCOL),
  type: z.literal('SESSION'),
  agency: uuid,
  device: uuid,
  /** Grows by one with each re-installation. */
  epoch: z.int().min(1).max(1_000_000),
  /** Gapless within the epoch, from 1. */
  seq: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  recordId: uuid,
  /** SHA-256, in hex, of the exact bytes of the record before. */
  prevHash: digest,
  /** The assignment ticket, as the server signed it. */
  ticket: z.string().min(1).max(4_000),
  scenarioDigest: digest,
  rubricDigest: digest,
  /** The device's wall clock; may be wrong by days. */
  claimedAt: z.iso.datetime(),
  monotonicMs: z.int().min(0),
  bootId: uuid,
  /** The newest signed server time that the device held when it closed the session. */
  lastServerTime: z.iso.datetime(),
  session: z.strictObject({
    engine: z.strictObject({
      kind: z.enum(['SCRIPTED', 'INFERENCE_SERVER', 'IN_PROCESS']),
      label: z.string().min(1).max(200),
      version: z.string().min(1).max(200),
    }),
    seed: z.int().min(0),
    outcomePath: z.enum(['RESOLUTION', 'CONTAINMENT', 'ESCALATION']).nullable(),
    turns: z.array(turn).min(1).max(1_000),
  }),
});

export type RecordClaims = z.output<typeof recordClaims>;

/** SHA-256 in hex over the exact bytes: of a record for the chain, and for the receipt. */
export const recordDigest = (jws: string): string => createHash('sha256').update(jws, 'utf8').digest('hex');

/** @returns the compact JWS (EdDSA), to be stored and sent exactly so */
export async function signRecord(claims: RecordClaims, key: CryptoKey): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(recordClaims.parse(claims)));
  return new CompactSign(payload).setProtectedHeader({ alg: 'EdDSA', typ: 'parley-record+jws' }).sign(key);
}

/** Why a record's bytes cannot even be taken apart: the device must keep it and show it to a person. */
export type UnreadableCode = 'TOO_LARGE' | 'SCHEMA';

/** What can be read before any signature is checked: enough to find the device's key and the record's place. */
export interface RecordEnvelope {
  device: string;
  epoch: number;
  seq: number;
  recordId: string;
  prevHash: string;
}

const envelope = recordClaims.pick({ device: true, epoch: true, seq: true, recordId: true, prevHash: true }).loose();

export function readEnvelope(jws: string): RecordEnvelope | UnreadableCode {
  if (Buffer.byteLength(jws) > MOST_RECORD_BYTES) return 'TOO_LARGE';
  const payload = payloadOf(jws);
  const parsed = envelope.safeParse(payload);
  return parsed.success ? parsed.data : 'SCHEMA';
}

export type VerifiedRecord = { claims: RecordClaims } | { code: 'BAD_SIGNATURE' | 'SCHEMA' };

/** Checks the signature over the exact bytes, then the claims. */
export async function verifyRecord(jws: string, keys: readonly JWK[]): Promise<VerifiedRecord> {
  for (const jwk of keys) {
    const key = await importJWK(jwk, 'EdDSA');
    const verified = await compactVerify(jws, key, { algorithms: ['EdDSA'] }).catch(() => null);
    if (!verified) continue;
    const claims = recordClaims.safeParse(payloadOf(jws));
    return claims.success ? { claims: claims.data } : { code: 'SCHEMA' };
  }
  return { code: 'BAD_SIGNATURE' };
}

function payloadOf(jws: string): unknown {
  const parts = jws.split('.');
  if (parts.length !== 3) return null;
  const text = Buffer.from(parts[1] ?? '', 'base64url').toString('utf8');
  if (depthExceeds(text, MOST_JSON_DEPTH)) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Counts brackets outside strings, so that a deep document is refused before it is parsed. */
function depthExceeds(json: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > most) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}
