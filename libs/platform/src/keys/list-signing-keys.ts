import type { PlainTx } from '../database/one-transaction.js';
import { keyPhase, lifeOf, type KeyPhase, type KeyPurpose, type KeyTimes } from './key-life.js';

/** A key of the deployment as an operator sees it; nothing secret. */
export interface ListedKey {
  kid: string;
  purpose: KeyPurpose;
  phase: KeyPhase;
  signsFrom: Date;
  retiredAt: Date | null;
  verifiesUntil: Date | null;
}

interface Row extends KeyTimes {
  kid: string;
  purpose: KeyPurpose;
  now: Date;
}

/** Every key, by purpose, the newest first. */
export async function listSigningKeys(tx: PlainTx): Promise<ListedKey[]> {
  const rows = await tx.query<Row>(
    `select kid, purpose, signs_from, retired_at, verifies_until, compromised_at, now() as now
     from control.signing_keys order by purpose, signs_from desc, kid`,
  );
  return rows.map((row) => ({
    kid: row.kid,
    purpose: row.purpose,
    phase: keyPhase(lifeOf(row), row.now.getTime()),
    signsFrom: row.signs_from,
    retiredAt: row.retired_at,
    verifiesUntil: row.verifies_until,
  }));
}
