import type { PlainTx } from '../database/one-transaction.js';
import { openPrivate, sealPrivate, type MasterKeys } from './master-key.js';

/**
 * Seals with the current master key whatever the previous one sealed: all or nothing. Safe to repeat.
 * @returns how many were sealed again, of how many
 * @throws ConfigurationError naming the first that neither key opens
 */
export async function resealSigningKeys(
  tx: PlainTx,
  masterKeys: MasterKeys,
): Promise<{ resealed: number; total: number }> {
  await tx.query("select pg_advisory_xact_lock(hashtext('parley signing keys'))");
  const rows = await tx.query<{ kid: string; private_sealed: string }>(
    'select kid, private_sealed from control.signing_keys where private_sealed is not null order by kid for update',
  );
  let resealed = 0;
  for (const { kid, private_sealed: sealed } of rows) {
    const { secret, isCurrent } = openPrivate(masterKeys, kid, sealed);
    if (isCurrent) continue;
    await tx.query('update control.signing_keys set private_sealed = $2 where kid = $1', [
      kid,
      sealPrivate(masterKeys, kid, secret),
    ]);
    resealed += 1;
  }
  return { resealed, total: rows.length };
}
