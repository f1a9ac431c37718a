import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import { DataSource } from 'typeorm';
import { ConfigurationError } from '../config/config.js';
import {
  isBelieved,
  KEYS_CACHED_MS,
  keyPhase,
  lifeOf,
  signerOf,
  type KeyLife,
  type KeyPurpose,
  type KeyTimes,
} from './key-life.js';
import { MASTER_KEYS, openPrivate, type MasterKeys } from './master-key.js';

export interface SigningKey {
  kid: string;
  key: CryptoKey;
}

interface KeyRow extends KeyTimes {
  kid: string;
  purpose: KeyPurpose;
  public_jwk: JWK;
  private_sealed: string | null;
  now: Date;
}

/** A key as it was read, with the imported forms that were needed so far: importing costs as much as verifying. */
interface KnownKey {
  row: KeyRow;
  life: KeyLife;
  toSign?: Promise<CryptoKey>;
  toVerify?: Promise<CryptoKey>;
}

interface KnownKeys {
  keys: KnownKey[];
  /** What to add to this process's clock for the database's, in milliseconds. */
  databaseAhead: number;
}

/** Somebody who invents key ids makes a process reread at most this often. */
const REREAD_AT_MOST_EVERY_MS = 1_000;

/**
 * The deployment's Ed25519 keys, from schema `control`, cached for 30 s so that a rotation spreads by itself. Which of them signs is
 * judged at each use on the database's clock, so that every process changes over at the same moment.
 */
@Injectable()
export class SigningKeys implements OnModuleInit {
  private cache: { readAt: number; known: Promise<KnownKeys> } | null = null;
  private triedAt = 0;
  private readonly masterKeys: MasterKeys;

  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(MASTER_KEYS) masterKeys: MasterKeys | string,
  ) {
    this.masterKeys = typeof masterKeys === 'string' ? { current: masterKeys } : masterKeys;
  }

  /**
   * A process with another deployment's master key would start, and fail at the first sign-in.
   * @throws ConfigurationError when what signs, or will, does not open with the master keys, or there are no keys yet
   */
  async onModuleInit(): Promise<void> {
    const { keys, databaseAhead } = await this.known().catch((error: unknown) => {
      if (UNDEFINED_IN_DATABASE.includes((error as { code?: string }).code ?? '')) throw notMigrated();
      throw error;
    });
    if (keys.length === 0) throw notMigrated();
    for (const { row, life } of keys) {
      if (['PUBLISHED', 'SIGNING'].includes(keyPhase(life, Date.now() + databaseAhead))) this.open(row);
    }
  }

  /**
   * The key to sign with at this moment.
   * @throws ConfigurationError when its private part does not open with the master keys
   */
  async signingKey(purpose: KeyPurpose): Promise<SigningKey> {
    const { keys, databaseAhead } = await this.known();
    const ofPurpose = keys.filter(({ row }) => row.purpose === purpose);
    const signer = signerOf(ofPurpose, Date.now() + databaseAhead);
    if (!signer) throw new Error(`no signing key for ${purpose}: run parley migrate`);
    signer.toSign ??= importJWK(this.open(signer.row), 'EdDSA') as Promise<CryptoKey>;
    return { kid: signer.row.kid, key: await signer.toSign };
  }

  /** The public key with this id, if what it signed for the purpose is still believed. */
  async verificationKey(purpose: KeyPurpose, kid: string | undefined): Promise<CryptoKey | null> {
    let known = await this.known();
    // After a compromise a key signs before every process has read it.
    const isUnknown = kid !== undefined && !known.keys.some(({ row }) => row.kid === kid);
    if (isUnknown && Math.abs(Date.now() - this.triedAt) >= REREAD_AT_MOST_EVERY_MS) known = await this.known(0);
    const { keys, databaseAhead } = known;
    const found = keys.find(({ row }) => row.purpose === purpose && row.kid === kid);
    if (!found || !isBelieved(found.life, Date.now() + databaseAhead)) return null;
    return (found.toVerify ??= importJWK(found.row.public_jwk, 'EdDSA') as Promise<CryptoKey>);
  }

  /**
   * The public keys of a purpose that are believed now, newest first, those that will sign soon among them. Nothing but what a
   * reader needs: whatever else a row should hold stays in it.
   */
  async publicKeys(purpose: KeyPurpose): Promise<JWK[]> {
    const { keys, databaseAhead } = await this.known();
    return keys
      .filter(({ row, life }) => row.purpose === purpose && isBelieved(life, Date.now() + databaseAhead))
      .map(({ row: { kid, public_jwk: jwk } }) => {
        const { kty, crv, x } = jwk;
        return { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' } as JWK;
      });
  }

  private open(row: KeyRow): JWK {
    if (row.private_sealed === null) throw new Error(`the signing key ${row.kid} has no private part`);
    return JSON.parse(openPrivate(this.masterKeys, row.kid, row.private_sealed).secret) as JWK;
  }

  private known(maxAgeMs = KEYS_CACHED_MS): Promise<KnownKeys> {
    const now = Date.now();
    const age = this.cache ? now - this.cache.readAt : Infinity;
    // A clock that was set back must not keep a compromised key alive.
    if (this.cache && age >= 0 && age < maxAgeMs) return this.cache.known;
    const before = this.cache;
    const cache = { readAt: now, known: this.read(now) };
    this.cache = cache;
    this.triedAt = now;
    // A failure is not remembered, and what was known before it still holds for its time.
    cache.known.catch(() => {
      if (this.cache === cache) this.cache = before;
    });
    return cache.known;
  }

  private async read(readAt: number): Promise<KnownKeys> {
    const rows = await this.source.query<KeyRow[]>(
      `select kid, purpose, public_jwk, private_sealed, signs_from, retired_at, verifies_until, compromised_at,
         clock_timestamp() as now
       from control.signing_keys order by signs_from desc, kid`,
    );
    const keys = rows.map((row) => ({ row, life: lifeOf(row) }));
    return { keys, databaseAhead: rows[0] ? rows[0].now.getTime() - readAt : 0 };
  }
}

/** PostgreSQL's undefined_table, undefined_column and invalid_schema_name. */
const UNDEFINED_IN_DATABASE = ['42P01', '42703', '3F000'];

const notMigrated = (): ConfigurationError =>
  new ConfigurationError(['the database has no signing keys of this version: run parley migrate']);
