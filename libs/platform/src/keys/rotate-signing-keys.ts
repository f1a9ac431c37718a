import type { PlainTx } from '../database/one-transaction.js';
import { verifiesUntil, type KeyPurpose } from './key-life.js';
import { makeSigningKey } from './make-signing-key.js';
import type { MasterKeys } from './master-key.js';

export interface Rotation {
  purpose: KeyPurpose;
  kid: string;
  signsFrom: Date;
  /** False when a rotation was under way already. */
  isNew: boolean;
}

interface EndlessKey {
  kid: string;
  signs_from: Date;
}

/** A key that is compromised never comes back; its purpose has another that signs at once. */
export interface Compromise {
  purpose: KeyPurpose;
  /** Since when it signed, so since when it may have been misused. */
  signsFrom: Date;
  /** Which key of the purpose signs now. */
  signer: string;
}

/** A private part goes this long after its key has signed last: each process has reread by then. */
const FORGOTTEN_AFTER_SECONDS = 120;

/**
 * Begins a rotation: a new key is published, signs after `leadSeconds`, and from then on the one before only verifies. While one is
 * under way a repeat makes no second one; with a shorter lead it brings the change-over forward.
 */
export async function rotateSigningKeys(
  tx: PlainTx,
  masterKeys: MasterKeys,
  purposes: readonly KeyPurpose[],
  leadSeconds: number,
): Promise<Rotation[]> {
  const now = await oneAtATime(tx);
  const rotations: Rotation[] = [];
  for (const purpose of purposes) {
    const changeOver = new Date(now.getTime() + leadSeconds * 1_000);
    const newest = await endlessKey(tx, purpose);
    if (newest && newest.signs_from > now) {
      const signsFrom = newest.signs_from < changeOver ? newest.signs_from : changeOver;
      await changeOverAt(tx, purpose, newest.kid, signsFrom);
      rotations.push({ purpose, kid: newest.kid, signsFrom, isNew: false });
      continue;
    }
    const signsFrom = newest ? changeOver : now;
    if (newest) await retire(tx, purpose, newest.kid, signsFrom);
    const kid = await makeSigningKey(tx, masterKeys, purpose, signsFrom);
    rotations.push({ purpose, kid: kid as string, signsFrom, isNew: true });
  }
  return rotations;
}

/**
 * Ends a key at once: nothing that it signed is believed any more, its private part is gone, and another key of its purpose
 * signs. Processes know within 30 s. Safe to repeat.
 * @returns null when there is no such key
 */
export async function compromiseSigningKey(
  tx: PlainTx,
  masterKeys: MasterKeys,
  kid: string,
): Promise<Compromise | null> {
  const now = await oneAtATime(tx);
  const [key] = await tx.query<{ purpose: KeyPurpose; signs_from: Date }>(
    `update control.signing_keys set private_sealed = null, compromised_at = coalesce(compromised_at, $2),
       retired_at = least(coalesce(retired_at, $2), $2), verifies_until = least(coalesce(verifies_until, $2), $2)
     where kid = $1 returning purpose, signs_from`,
    [kid, now],
  );
  if (!key) return null;
  return {
    purpose: key.purpose,
    signsFrom: key.signs_from,
    signer: await ensureSigner(tx, masterKeys, key.purpose, now),
  };
}

/** Removes private parts that sign no more, and keys that nobody needs to verify with. A compromised key stays on record. */
export async function pruneSigningKeys(tx: PlainTx): Promise<{ forgotten: number; removed: number }> {
  const now = await oneAtATime(tx);
  const forgotten = await tx.query(
    `update control.signing_keys set private_sealed = null
     where private_sealed is not null and retired_at < $1::timestamptz - make_interval(secs => $2) returning kid`,
    [now, FORGOTTEN_AFTER_SECONDS],
  );
  const removed = await tx.query(
    'delete from control.signing_keys where verifies_until <= $1 and compromised_at is null returning kid',
    [now],
  );
  return { forgotten: forgotten.length, removed: removed.length };
}

/** @returns the database's time after whoever came before has committed: `now()` would be the time before the wait */
async function oneAtATime(tx: PlainTx): Promise<Date> {
  await tx.query("select pg_advisory_xact_lock(hashtext('parley signing keys'))");
  const [row] = await tx.query<{ now: Date }>('select clock_timestamp() as now');
  return (row as { now: Date }).now;
}

async function endlessKey(tx: PlainTx, purpose: KeyPurpose): Promise<EndlessKey | undefined> {
  const [key] = await tx.query<EndlessKey>(
    'select kid, signs_from from control.signing_keys where purpose = $1 and retired_at is null',
    [purpose],
  );
  return key;
}

/** The new key begins at that moment, and whichever would have signed until a later one ends. */
async function changeOverAt(tx: PlainTx, purpose: KeyPurpose, newKid: string, at: Date): Promise<void> {
  await tx.query('update control.signing_keys set signs_from = $2 where kid = $1', [newKid, at]);
  await tx.query(
    `update control.signing_keys set retired_at = $2, verifies_until = $3
     where purpose = $1 and retired_at > $2 and compromised_at is null`,
    [purpose, at, untilOrNull(purpose, at)],
  );
}

async function retire(tx: PlainTx, purpose: KeyPurpose, kid: string, at: Date): Promise<void> {
  await tx.query('update control.signing_keys set retired_at = $2, verifies_until = $3 where kid = $1', [
    kid,
    at,
    untilOrNull(purpose, at),
  ]);
}

function untilOrNull(purpose: KeyPurpose, retiredAt: Date): Date | null {
  const until = verifiesUntil(purpose, retiredAt.getTime());
  return until === null ? null : new Date(until);
}

/** When no key of the purpose signs now, the one to come begins at once; when there is none to come, one is made. */
async function ensureSigner(tx: PlainTx, masterKeys: MasterKeys, purpose: KeyPurpose, now: Date): Promise<string> {
  const [last] = await tx.query<EndlessKey & { retired_at: Date }>(
    `select kid, signs_from, retired_at from control.signing_keys
     where purpose = $1 and compromised_at is null and signs_from <= $2 and retired_at > $2
     order by retired_at desc limit 1`,
    [purpose, now],
  );
  const next = await endlessKey(tx, purpose);
  const signsFrom = last?.retired_at ?? now;
  if (next) {
    if (!last && next.signs_from > now) await changeOverAt(tx, purpose, next.kid, now);
    return last?.kid ?? next.kid;
  }
  const kid = await makeSigningKey(tx, masterKeys, purpose, signsFrom);
  return last?.kid ?? (kid as string);
}
