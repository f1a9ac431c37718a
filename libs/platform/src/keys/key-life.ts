/** What a key of the deployment signs; one never serves for another. */
export const KEY_PURPOSES = ['ACCESS_TOKEN', 'RECEIPT', 'DEVICE_NONCE', 'TICKET'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/** A process knows the keys of at most this long ago, in milliseconds. */
export const KEYS_CACHED_MS = 30_000;

/** How long others may keep the published key set, in seconds. */
export const KEY_SET_MAX_AGE_SECONDS = 300;

/** How long a new key is published before it signs: twice what the slowest reader of the key set may be behind. */
export const PUBLISH_SECONDS = 600;

/** The same when only this deployment's own processes must know it: twice their cache. */
export const QUICK_PUBLISH_SECONDS = 60;

/**
 * How long the longest-lived thing that a key signed is believed, in seconds; null for ever. Device receipts and tickets are
 * verified years later.
 */
export const LONGEST_LIVES: Readonly<Record<KeyPurpose, number | null>> = {
  ACCESS_TOKEN: 86_400,
  DEVICE_NONCE: 300,
  RECEIPT: null,
  TICKET: null,
};

/** Added to those, in seconds: the clocks of API processes that write the expiry may be apart. */
const CLOCKS_APART_SECONDS = 600;

/** A key's times, in milliseconds on the database's clock. */
export interface KeyLife {
  signsFrom: number;
  /** Null: until a newer key takes over. */
  retiredAt: number | null;
  /** Null: for ever. */
  verifiesUntil: number | null;
  isCompromised: boolean;
}

/** The columns of a row that say so. */
export interface KeyTimes {
  signs_from: Date;
  retired_at: Date | null;
  verifies_until: Date | null;
  compromised_at: Date | null;
}

export const lifeOf = (row: KeyTimes): KeyLife => ({
  signsFrom: row.signs_from.getTime(),
  retiredAt: row.retired_at?.getTime() ?? null,
  verifiesUntil: row.verifies_until?.getTime() ?? null,
  isCompromised: row.compromised_at !== null,
});

export type KeyPhase = 'PUBLISHED' | 'SIGNING' | 'VERIFYING' | 'EXPIRED' | 'COMPROMISED';

/** PUBLISHED: believed, and signs later. VERIFYING: signs no more, and what it signed is believed. */
export function keyPhase(life: KeyLife, now: number): KeyPhase {
  if (life.isCompromised) return 'COMPROMISED';
  if (life.verifiesUntil !== null && life.verifiesUntil <= now) return 'EXPIRED';
  if (life.retiredAt !== null && life.retiredAt <= now) return 'VERIFYING';
  return life.signsFrom <= now ? 'SIGNING' : 'PUBLISHED';
}

export const isBelieved = (life: KeyLife, now: number): boolean =>
  !['EXPIRED', 'COMPROMISED'].includes(keyPhase(life, now));

/** The key to sign with now; undefined when none may. */
export function signerOf<K extends { life: KeyLife }>(keys: readonly K[], now: number): K | undefined {
  const signing = keys.filter(({ life }) => keyPhase(life, now) === 'SIGNING');
  return signing.sort((a, b) => b.life.signsFrom - a.life.signsFrom)[0];
}

/** Until when a key that signs until `retiredAt` is believed, in milliseconds; null for ever. */
export function verifiesUntil(purpose: KeyPurpose, retiredAt: number): number | null {
  const longest = LONGEST_LIVES[purpose];
  return longest === null ? null : retiredAt + (longest + CLOCKS_APART_SECONDS) * 1_000;
}
