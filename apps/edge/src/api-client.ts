import { CompactSign, importJWK, type CryptoKey, type JWK } from 'jose';
import { DeviceError } from './device-error.js';
import type { DeviceIdentity } from './device-store.js';

const CLIENT_ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const PATIENCE_MS = 60_000;

async function post(url: string, headers: Record<string, string>, body: string): Promise<Record<string, unknown>> {
  // A link that has died in silence would otherwise be waited for without end.
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch(url, { method: 'POST', headers, body, signal }).catch((error: Error) => {
    throw new DeviceError(`${url} cannot be reached: ${error.message}`);
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (!response.ok && !('errors' in answer))
    throw new DeviceError(`${url} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** @returns whatever the server answers where its public keys should be; null when it does not answer */
export async function publishedKeySet(apiUrl: string): Promise<unknown> {
  try {
    const response = await fetch(`${apiUrl}/.well-known/jwks.json`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? ((await response.json()) as unknown) : null;
  } catch {
    return null;
  }
}

/** A moment of the server's, so that the device's own clock may be wrong. */
export async function serverNonce(apiUrl: string): Promise<string> {
  const { nonce } = await post(`${apiUrl}/oauth/nonce`, { 'content-type': 'application/x-www-form-urlencoded' }, '');
  return String(nonce);
}

export const signJson = async (header: Record<string, unknown>, claims: object, key: CryptoKey): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'EdDSA', ...header })
    .sign(key);

export const privateKey = async (jwk: JWK): Promise<CryptoKey> => (await importJWK(jwk, 'EdDSA')) as CryptoKey;

/** An access token of ten minutes, for a client assertion over a server nonce. */
export async function accessToken(identity: DeviceIdentity): Promise<string> {
  const { apiUrl, issuer, clientId } = identity;
  const claims = { iss: clientId, sub: clientId, aud: issuer, nonce: await serverNonce(apiUrl) };
  const assertion = await signJson({ typ: 'JWT' }, claims, await privateKey(identity.privateJwk));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: CLIENT_ASSERTION,
    client_assertion: assertion,
  });
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const { access_token: token } = await post(`${apiUrl}/oauth/token`, type, form.toString());
  return String(token);
}

/** @throws DeviceError with the server's own words */
export async function ask<Data>(apiUrl: string, token: string | null, query: string, variables: object): Promise<Data> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (token) headers.authorization = `Bearer ${token}`;
  const answer = await post(`${apiUrl}/graphql`, headers, JSON.stringify({ query, variables }));
  const errors = answer.errors as { message: string }[] | undefined;
  if (errors?.[0]) throw new DeviceError(errors[0].message);
  return answer.data as Data;
}
