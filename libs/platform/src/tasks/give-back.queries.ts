import type { TenantTx } from '../database/tenant-tx.js';
import type { Claim } from './claims.js';

/** Then a person looks at it: what it carries stays in the row. */
export const MOST_FAILURES = 8;
const LONGEST_PAUSE_SECONDS = 300;

/**
 * Gives a task back after a failure: due again after a pause that doubles from 2 s up to 5 minutes, of which up to half is left to
 * chance, so that what failed together does not come back together. After `MOST_FAILURES` it waits for a person. Crashes are
 * counted apart. Does nothing when another worker has taken the task over.
 * @param told what an admin of the agency may read of the failure
 * @returns whether it waits for a person now
 */
export async function giveBackFailed(tx: TenantTx, claim: Claim, told: string): Promise<boolean> {
  const [given] = await tx.query<{ state: string }>(
    `update tasks set lease_until = null, last_error = $4,
       due_at = now() + make_interval(secs => least(${LONGEST_PAUSE_SECONDS}, power(2, least(attempts - crashes, 20))) * (0.5 + random() / 2)),
       state = case when attempts - crashes >= ${MOST_FAILURES} then 'POISON' else state end,
       stuck_at = case when attempts - crashes >= ${MOST_FAILURES} then now() end
     where agency_id = $1 and id = $2 and lease_token = $3 returning state`,
    [tx.agencyId, claim.taskId, claim.token, told.slice(0, 1_000)],
  );
  return given?.state === 'POISON';
}

/** Gives a task back because this worker stops: due at once, and the start does not count. */
export async function giveBackUntried(tx: TenantTx, claim: Claim): Promise<void> {
  await tx.query(
    `update tasks set lease_until = null, attempts = attempts - 1 where agency_id = $1 and id = $2 and lease_token = $3`,
    [tx.agencyId, claim.taskId, claim.token],
  );
}
