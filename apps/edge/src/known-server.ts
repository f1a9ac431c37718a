import type { ServerIdentity } from '#edge-sync';
import { importJWK, type CryptoKey } from 'jose';
import type { DeviceIdentity } from './device-store.js';

/** The server that this device enrolled with, by the keys it published last: the device believes receipts and tickets of no other. */
export const knownServer = ({ issuer, serverKeys }: DeviceIdentity): ServerIdentity => ({
  issuer,
  keyOf: async (kid) => {
    const jwk = serverKeys.find((key) => key.kid === kid);
    return jwk ? ((await importJWK(jwk, 'EdDSA')) as CryptoKey) : null;
  },
});
