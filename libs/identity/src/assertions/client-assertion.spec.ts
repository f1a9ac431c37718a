import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { acceptableExpiry, addressedTo, readAssertion, signedBy } from './client-assertion.js';

const CLIENT = '0192f0c1-7a3e-7bbb-8000-000000000001';
const NOW = 1_800_000_000;

describe('a client assertion', () => {
  it('is read only when issuer and subject are one client id', async () => {
    const { privateKey } = await generateKeyPair('EdDSA');
    const made = (iss: string, sub: string) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(iss)
        .setSubject(sub)
        .setAudience('a')
        .sign(privateKey);
    expect(readAssertion(await made(CLIENT, CLIENT))?.sub).toBe(CLIENT);
    expect(readAssertion(await made(CLIENT, CLIENT.replace('1', '2')))).toBeNull();
    expect(readAssertion(await made('admin', 'admin'))).toBeNull();
  });

  it('of any other text is nothing, and never crashes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => readAssertion(text) === null));
    expect(readAssertion('a'.repeat(9_000))).toBeNull();
  });

  it('is checked with the algorithm of the key, not the one it asks for', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA');
    const jwk = await exportJWK(publicKey);
    const good = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey);
    const confused = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(jwk.x as string));
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`;
    expect(await signedBy(good, jwk)).toBe(true);
    expect(await signedBy(confused, jwk)).toBe(false);
    expect(await signedBy(none, jwk)).toBe(false);
    expect(await signedBy(good, await exportJWK((await generateKeyPair('EdDSA')).publicKey))).toBe(false);
  });

  it('must be addressed to this server alone', () => {
    expect(addressedTo({ aud: 'https://a' }, ['https://a', 'https://a/oauth/token'])).toBe(true);
    expect(addressedTo({ aud: ['https://a', 'https://a/oauth/token'] }, ['https://a', 'https://a/oauth/token'])).toBe(
      true,
    );
    expect(addressedTo({ aud: ['https://a', 'https://b'] }, ['https://a'])).toBe(false);
    expect(addressedTo({ aud: 'https://b' }, ['https://a'])).toBe(false);
  });

  it('expires soon, or is refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 10_000 }), (ahead) => {
        const accepted = acceptableExpiry({ exp: NOW + ahead }, NOW) !== null;
        expect(accepted).toBe(ahead > -30 && ahead <= 330);
      }),
    );
    expect(acceptableExpiry({}, NOW)).toBeNull();
    expect(acceptableExpiry({ exp: NOW + 60, iat: NOW + 40 }, NOW)).toBeNull();
    expect(acceptableExpiry({ exp: NOW + 60, nbf: NOW + 40 }, NOW)).toBeNull();
  });
});
