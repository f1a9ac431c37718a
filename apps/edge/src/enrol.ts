import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { DeviceError } from './device-error.js';
import { ask, serverNonce, signJson } from './api-client.js';
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
 * Makes a key of the device's own, proves it over a server nonce together with the one-time code, and remembers who it is. When the
 * answer is lost the code is used up: a new one enrols the device again, in the next epoch.
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
    throw new DeviceError(refusal?.message ?? 'the server did not enrol this device');
  store.saveIdentity({
    apiUrl,
    issuer: enrolDevice.issuer,
    clientId: enrolDevice.clientId,
    agencyId: enrolDevice.agencyId,
    epoch: enrolDevice.epoch,
    privateJwk: await exportJWK(privateKey),
    serverKeys: enrolDevice.receiptKeys.map((key) => JSON.parse(key) as JWK),
  });
  return { clientId: enrolDevice.clientId, epoch: enrolDevice.epoch };
}
