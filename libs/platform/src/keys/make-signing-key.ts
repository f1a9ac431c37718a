import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { DataSource } from 'typeorm';
import type { PlainTx } from '../database/one-transaction.js';
import { KEY_PURPOSES, type KeyPurpose } from './key-life.js';
import { openPrivate, sealPrivate, type MasterKeys } from './master-key.js';

/**
 * Makes an Ed25519 key that signs from a moment on until a newer one takes over. A purpose that has such a key keeps it.
 * @param signsFrom null for at once, on the database's clock
 * @returns its id, null when the purpose had one
 */
export async function makeSigningKey(
  tx: PlainTx,
  masterKeys: MasterKeys,
  purpose: KeyPurpose,
  signsFrom: Date | null,
): Promise<string | null> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const sealed = sealPrivate(masterKeys, kid, JSON.stringify(await exportJWK(privateKey)));
  const made = await tx.query(
    `insert into control.signing_keys (kid, purpose, public_jwk, private_sealed, signs_from)
     values ($1, $2, $3, $4, coalesce($5, now())) on conflict do nothing returning kid`,
    [kid, purpose, { ...publicJwk, kid, alg: 'EdDSA', use: 'sig' }, sealed, signsFrom],
  );
  return made.length > 0 ? kid : null;
}

/**
 * Makes the first key of each purpose. Safe to repeat, and to run twice at once: a purpose that has a key keeps it.
 * @throws ConfigurationError when the keys there are do not open with the master keys
 */
export async function ensureSigningKeys(operator: DataSource, masterKey: string, previous?: string): Promise<void> {
  const masterKeys = { current: masterKey, previous };
  const tx: PlainTx = { query: (sql, parameters) => operator.query(sql, parameters as unknown[]) };
  for (const purpose of KEY_PURPOSES) {
    const existing = await tx.query<{ kid: string; private_sealed: string | null }>(
      'select kid, private_sealed from control.signing_keys where purpose = $1 and retired_at is null',
      [purpose],
    );
    for (const { kid, private_sealed: sealed } of existing) openPrivate(masterKeys, kid, sealed as string);
    if (existing.length === 0) await makeSigningKey(tx, masterKeys, purpose, null);
  }
}
