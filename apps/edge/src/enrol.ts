import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { ApiError, ask, serverNonce, signJson } from './api-client.js';
import type { DeviceStore } from './device-store.js';

const ENROL = `mutation Enrol($input: EnrolDeviceInput!) {
  enrolDevice(input: $input) { clientId agencyId epoch issuer receiptKeys userErrors { field message } }
}`;

interface Enrolled {
  enrolDevice: {
    clientId: string | null;
    agencyId: string;
    epoch: number;
    issuer: string;
    receiptKeys: string[];
    userErrors: { field: string | null; message: string }[];
  };
}

/**
 * Makes a key of the device's own, proves it over a server nonce together with the one-time code, and remembers who it is.
 * @param issuer the server's name for itself, which the proof is addressed to; the API's own URL unless it stands behind another
 */
export async function enrol(
  store: DeviceStore,
  apiUrl: string,
  code: string,
  issuer = apiUrl,
): Promise<{ clientId: string; epoch: number }> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const nonce = await serverNonce(apiUrl);
  const proof = await signJson({ jwk: await exportJWK(publicKey) }, { aud: issuer, nonce, code }, privateKey);
  const { enrolDevice } = await ask<Enrolled>(apiUrl, null, ENROL, { input: { proof } });
  const [refusal] = enrolDevice.userErrors;
  if (refusal || enrolDevice.clientId === null)
    throw new ApiError(refusal?.message ?? 'the server did not enrol this device');
  store.saveIdentity({
    apiUrl,
    issuer: enrolDevice.issuer,
    clientId: enrolDevice.clientId,
    agencyId: enrolDevice.agencyId,
    epoch: enrolDevice.epoch,
    privateJwk: await exportJWK(privateKey),
    receiptKeys: enrolDevice.receiptKeys.map((key) => JSON.parse(key) as JWK),
    bootId: randomUUID(),
    lastServerTime: new Date(0).toISOString(),
  });
  return { clientId: enrolDevice.clientId, epoch: enrolDevice.epoch };
}
