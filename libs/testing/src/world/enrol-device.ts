import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { GraphqlClient } from '../graphql-client.js';
import type { TestApp } from '../test-app.js';

/** Invites a device and enrols it as it would itself: a new key, a server nonce and the one-time code. @returns its global id */
export async function enrolDevice(app: TestApp, admin: GraphqlClient, name: string): Promise<string> {
  const { device } = await admin.done<{ device: { id: string } }>(
    `mutation($input: InviteDeviceInput!) { inviteDevice(input: $input) { device { id } userErrors { field message } } }`,
    { input: { name, idempotencyKey: name } },
  );
  const { code } = await admin.done<{ code: string }>(
    `mutation($input: CreateEnrolmentCodeInput!) { createEnrolmentCode(input: $input) { code userErrors { field message } } }`,
    { input: { deviceId: device.id } },
  );
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const response = await fetch(`${app.url}/oauth/nonce`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  const { nonce } = (await response.json()) as { nonce: string };
  const proof = await new CompactSign(new TextEncoder().encode(JSON.stringify({ aud: app.issuer, nonce, code })))
    .setProtectedHeader({ alg: 'EdDSA', jwk: await exportJWK(publicKey) })
    .sign(privateKey);
  await app
    .as(null)
    .done(
      `mutation($input: EnrolDeviceInput!) { enrolDevice(input: $input) { clientId userErrors { field message } } }`,
      { input: { proof } },
    );
  return device.id;
}
