import { Inject, Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { DataSource } from 'typeorm';
import { seal, unseal } from './sealed.js';

/** Injection token of the 32-byte master key in base64. */
export const MASTER_KEY = Symbol('master key');

/** What a key of the deployment signs; one never serves for another. */
export const KEY_PURPOSES = ['ACCESS_TOKEN', 'RECEIPT', 'DEVICE_NONCE', 'TICKET'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

export interface SigningKey {
  kid: string;
  key: CryptoKey;
}

interface KeyRow {
  kid: string;
  purpose: KeyPurpose;
  public_jwk: JWK;
  private_sealed: string;
  retired_at: Date | null;
}

const CACHE_MS = 30_000;

/** The deployment's Ed25519 keys, from schema `control`, cached for 30 s so that a rotation spreads by itself. */
@Injectable()
export class SigningKeys {
  private cache: { until: number; rows: Promise<KeyRow[]> } | null = null;

  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(MASTER_KEY) private readonly masterKey: string,
  ) {}

  /** The newest key of a purpose, to sign with. */
  async signingKey(purpose: KeyPurpose): Promise<SigningKey> {
    const row = (await this.rows()).find((candidate) => candidate.purpose === purpose && candidate.retired_at === null);
    if (!row) throw new Error(`no signing key for ${purpose}: run cli migrate`);
    const jwk = JSON.parse(unseal(this.masterKey, row.kid, row.private_sealed)) as JWK;
    return { kid: row.kid, key: (await importJWK(jwk, 'EdDSA')) as CryptoKey };
  }

  /** The public key with this id, if it may sign for the purpose. */
  async verificationKey(purpose: KeyPurpose, kid: string | undefined): Promise<CryptoKey | null> {
    const row = (await this.rows()).find((candidate) => candidate.purpose === purpose && candidate.kid === kid);
    return row ? ((await importJWK(row.public_jwk, 'EdDSA')) as CryptoKey) : null;
  }

  async publicKeys(purpose: KeyPurpose): Promise<JWK[]> {
    return (await this.rows()).filter((row) => row.purpose === purpose).map((row) => row.public_jwk);
  }

  private rows(): Promise<KeyRow[]> {
    const now = Date.now();
    if (!this.cache || this.cache.until < now) {
      const rows = this.source.query<KeyRow[]>(
        'select kid, purpose, public_jwk, private_sealed, retired_at from control.signing_keys order by created_at desc, kid',
      );
      rows.catch(() => (this.cache = null));
      this.cache = { until: now + CACHE_MS, rows };
    }
    return this.cache.rows;
  }
}

/** Makes the first key of each purpose. Safe to repeat: a purpose that has a key keeps it. */
export async function ensureSigningKeys(operator: DataSource, masterKey: string): Promise<void> {
  for (const purpose of KEY_PURPOSES) {
    const existing = await operator.query<KeyRow[]>(
      'select kid, private_sealed from control.signing_keys where purpose = $1',
      [purpose],
    );
    for (const row of existing) unseal(masterKey, row.kid, row.private_sealed);
    if (existing.length > 0) continue;
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const publicJwk = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    await operator.query(
      'insert into control.signing_keys (kid, purpose, public_jwk, private_sealed) values ($1, $2, $3, $4) on conflict do nothing',
      [
        kid,
        purpose,
        { ...publicJwk, kid, alg: 'EdDSA', use: 'sig' },
        seal(masterKey, kid, JSON.stringify(await exportJWK(privateKey))),
      ],
    );
  }
}
