import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CompactSign, generateKeyPair, type CryptoKey } from 'jose';
import { exampleClaims, exampleSession } from '../../test/record-claims.js';
import { MOST_RECORD_BYTES, MOST_SEQ } from './limits.js';
import { readEnvelope, recordDigest, signRecord, verifyRecord } from './record.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('a record', () => {
  let key: CryptoKey;
  let publicKey: CryptoKey;
  let otherKey: CryptoKey;
  beforeAll(async () => {
    ({ privateKey: key, publicKey } = await generateKeyPair('EdDSA'));
    ({ publicKey: otherKey } = await generateKeyPair('EdDSA'));
  });
  /** Signed by the device, whatever it says. */
  const sign = (payload: string | Uint8Array, header: Record<string, unknown> = {}): Promise<string> =>
    new CompactSign(typeof payload === 'string' ? new TextEncoder().encode(payload) : payload)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'parley-record+jws', ...header })
      .sign(key);
  const signClaims = (changes: object) => sign(JSON.stringify({ ...exampleClaims(), ...changes }));

  it('comes back as it was signed, by any of the device’s keys', async () => {
    const claims = exampleClaims();
    const record = await signRecord(claims, key);
    expect(await verifyRecord(record, [otherKey, publicKey])).toEqual({ claims });
    const { device, epoch, seq, recordId, prevHash } = claims;
    expect(readEnvelope(record)).toEqual({ device, epoch, seq, recordId, prevHash });
    expect(await verifyRecord(record, [otherKey])).toEqual({ code: 'BAD_SIGNATURE' });
    expect(await verifyRecord(record, [])).toEqual({ code: 'BAD_SIGNATURE' });
  });

  it('is not believed when any character of it was changed', async () => {
    const record = await signRecord(exampleClaims(), key);
    await fc.assert(
      fc.asyncProperty(fc.nat(record.length - 1), fc.constantFrom(...ALPHABET, '.', '='), async (at, character) => {
        if (record[at] === character) return;
        const changed = record.slice(0, at) + character + record.slice(at + 1);
        expect(await verifyRecord(changed, [publicKey])).toEqual({ code: 'BAD_SIGNATURE' });
        expect(recordDigest(changed)).not.toBe(recordDigest(record));
      }),
    );
  });

  it('has one spelling: what decodes to the same bytes in another is no record', async () => {
    const record = await signRecord(exampleClaims(), key);
    // The last of 86 characters of a signature carries 2 bits that count and 4 that decoders drop.
    const last = ALPHABET.indexOf(record.at(-1) as string);
    const twin = record.slice(0, -1) + ALPHABET[last ^ 1];
    for (const other of [twin, `${record}=`, ` ${record}`, `${record}\n`, record.replace('.', '\0.')]) {
      expect(readEnvelope(other)).toBe('SCHEMA');
      expect(await verifyRecord(other, [publicKey])).toEqual({ code: 'BAD_SIGNATURE' });
    }
  });

  it('that the device signed but that says something else waits for a person', async () => {
    const unreadable = (text: string) => ({ session: exampleSession(text) });
    const turns = exampleSession('Hello.').turns;
    const inSession = (changes: object) => ({ session: { ...exampleSession('Hello.'), ...changes } });
    const wrong: Record<string, string> = {
      'another protocol': await signClaims({ protocol: 2 }),
      'a member that nobody knows': await signClaims({ score: 5 }),
      'a turn of blanks': await signClaims(unreadable(' \n\t ')),
      'a turn of marks that nobody sees': await signClaims(unreadable('\u200b\u2060')),
      'a turn with NUL in it': await signClaims(unreadable('a\0b')),
      'half a character': await signClaims(unreadable('a\ud800b')),
      'a turn too long': await signClaims(unreadable('a'.repeat(4_001))),
      'no turns': await signClaims(inSession({ turns: [] })),
      'no officer': await signClaims(inSession({ turns: [{ ...turns[1], number: 1 }] })),
      'turns out of order': await signClaims(inSession({ turns: [...turns].reverse() })),
      'a turn twice': await signClaims(inSession({ turns: [turns[0], turns[0]] })),
      'no turn at all': await signClaims(inSession({ turns: [null] })),
      'NUL in a provenance': await signClaims(
        inSession({ turns: [{ ...turns[0], provenance: { deep: [{ 'a\0': 1 }] } }] }),
      ),
      'half a character in an engine': await signClaims(
        inSession({ engine: { kind: 'SCRIPTED', label: '\udc00', version: '1' } }),
      ),
      'a seed beyond exact numbers': await signClaims(inSession({ seed: 2 ** 53 })),
      'another kind of message': await sign(JSON.stringify(exampleClaims()), { typ: 'JWT' }),
      'a header with more in it': await sign(JSON.stringify(exampleClaims()), { kid: 'mine' }),
    };
    for (const [fault, record] of Object.entries(wrong)) {
      expect([fault, await verifyRecord(record, [publicKey])]).toEqual([fault, { code: 'SCHEMA' }]);
      expect([fault, typeof readEnvelope(record)]).toEqual([fault, 'object']);
    }
  });

  it('without a place in a sequence cannot be taken', async () => {
    const claims = JSON.stringify(exampleClaims());
    const at = (seq: string) => sign(claims.replace('"seq":1', `"seq":${seq}`));
    expect(readEnvelope(await at(String(MOST_SEQ)))).toMatchObject({ seq: MOST_SEQ });
    for (const seq of [String(MOST_SEQ + 1), '9007199254740993', '1e400', '0', '-1', '1.5', '"1"', 'null', '[1]']) {
      expect([seq, readEnvelope(await at(seq))]).toEqual([seq, 'SCHEMA']);
    }
  });

  it('is read to a depth, a size and as UTF-8 only', async () => {
    const deep = (levels: number) =>
      sign(
        JSON.stringify({ ...exampleClaims(), x: 0 }).replace('"x":0', `"x":${'['.repeat(levels)}${']'.repeat(levels)}`),
      );
    expect(readEnvelope(await deep(31))).toMatchObject({ seq: 1 });
    expect(readEnvelope(await deep(32))).toBe('SCHEMA');
    expect(readEnvelope(await deep(150_000))).toBe('SCHEMA');
    expect(readEnvelope(await sign(JSON.stringify({ ...exampleClaims(), x: '[{'.repeat(50) })))).toMatchObject({
      seq: 1,
    });
    expect(readEnvelope('é'.repeat(MOST_RECORD_BYTES / 2 + 1))).toBe('TOO_LARGE');
    const bytes = new TextEncoder().encode(JSON.stringify(exampleClaims()));
    bytes[bytes.length - 10] = 0xff;
    expect(readEnvelope(await sign(bytes))).toBe('SCHEMA');
    const long = {
      ...exampleSession('a'),
      turns: Array.from({ length: 300 }, (_, index) => ({
        ...exampleSession('a'.repeat(4_000)).turns[0],
        number: index + 1,
      })),
    };
    await expect(signRecord(exampleClaims({ session: long as never }), key)).rejects.toThrow('bytes');
  });

  it('is read without a word whatever the bytes are', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string(), { maxLength: 5 }).map((parts) => parts.join('.')),
      fc
        .tuple(fc.json(), fc.json())
        .map((parts) => [...parts.map((part) => Buffer.from(part).toString('base64url')), 'AA'].join('.')),
      fc.constantFrom('.'.repeat(500_000), '..', '', 'bnVsbA.bnVsbA.bnVsbA', 'W10.eyJfX3Byb3RvX18iOnt9fQ.AA'),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (bytes) => {
        expect(['SCHEMA', 'TOO_LARGE']).toContain(readEnvelope(bytes));
        expect(await verifyRecord(bytes, [publicKey])).toEqual({ code: 'BAD_SIGNATURE' });
      }),
    );
  });
});
