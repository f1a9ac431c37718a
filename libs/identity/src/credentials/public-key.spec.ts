import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { algorithmsOf, readPublicKey } from './public-key.js';

describe('readPublicKey', () => {
  it.each(['EdDSA', 'ES256'])('accepts an %s key, as an object or as text, and keeps only the key', async (alg) => {
    const jwk = await exportJWK((await generateKeyPair(alg)).publicKey);
    const key = await readPublicKey(JSON.stringify({ ...jwk, use: 'sig', kid: 'x', note: 'dropped' }), 'input.key');
    expect(key).toEqual({ jwk, thumbprint: await calculateJwkThumbprint(jwk) });
    expect(algorithmsOf(key.jwk)).toContain(alg);
  });

  it('refuses a private key, and says so', async () => {
    const jwk = await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);
    await expect(readPublicKey(jwk, 'input.key')).rejects.toMatchObject({
      code: 'INVALID',
      field: 'input.key',
      message: expect.stringMatching(/private key/),
    });
  });

  it('refuses a P-256 point that is not on the curve', async () => {
    const jwk = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };
    await expect(readPublicKey(jwk, 'input.key')).rejects.toMatchObject({ code: 'INVALID', field: 'input.key' });
  });

  it('refuses everything else with the name of the field', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.string()), async (raw) => {
        await expect(readPublicKey(raw, 'input.key')).rejects.toMatchObject({ code: 'INVALID', field: 'input.key' });
      }),
    );
  });
});
