import type { JWK } from 'jose';
import { z } from 'zod';
import { publishedKeySet } from './api-client.js';
import type { DeviceIdentity, DeviceStore } from './device-store.js';

const MOST_KEYS = 10_000;

const keySet = z.object({
  keys: z
    .array(z.looseObject({ kid: z.string().min(1).max(100), parley_purpose: z.string().optional() }))
    .max(MOST_KEYS),
});
const verifyingKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().length(43),
  kid: z.string(),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
});

/**
 * Takes what the server publishes now: keys that came since the device enrolled are added, those no longer published are believed no
 * more, and one that is known never changes under its name. When there is no such answer the device goes on with what it has: a
 * receipt that it cannot verify costs nothing but another push.
 */
export async function refreshServerKeys(store: DeviceStore, identity: DeviceIdentity): Promise<DeviceIdentity> {
  const answer = keySet.safeParse(await publishedKeySet(identity.apiUrl));
  if (!answer.success) return identity;
  const published = answer.data.keys
    .filter((jwk) => jwk.parley_purpose === 'RECEIPT' || jwk.parley_purpose === 'TICKET')
    .map((jwk) => verifyingKey.safeParse(jwk).data)
    .filter((jwk) => jwk !== undefined);
  // No deployment is without keys: this is not one's answer.
  if (published.length === 0) return identity;
  const known = new Map(identity.serverKeys.map((jwk) => [jwk.kid, jwk]));
  const serverKeys: JWK[] = published.map((jwk) => known.get(jwk.kid) ?? jwk);
  const isSame = serverKeys.length === known.size && serverKeys.every(({ kid }) => known.has(kid));
  if (isSame) return identity;
  const refreshed = { ...identity, serverKeys };
  store.saveIdentity(refreshed);
  return refreshed;
}
