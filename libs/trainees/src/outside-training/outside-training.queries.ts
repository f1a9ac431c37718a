import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { EnteredTraining } from './outside-training.js';
import type { VerificationDecision } from './outside-training-verification.entity.js';

/** Two batches at once that hold the same training wait for each other: else both would find that it is not there. */
export async function lockOutsideTraining(tx: TenantTx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`outside training ${tx.agencyId}`]);
}

/** Those of these members that are there and in reach; who has left may still have training to enter. */
export async function knownMembers(
  tx: TenantTx,
  reach: ReachOf<'record:write'>,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `select m.id from members m where m.agency_id = $1 and m.id = any($3::uuid[]) and ${reachPredicate(reach, 'm.id', '$2')}`,
    [tx.agencyId, reach.principalId, ids],
  );
  return new Set(rows.map((row) => row.id));
}

/** The entry of the same course of the same provider on the same day that nobody has rejected; null for none. */
export async function sameTraining(
  tx: TenantTx,
  traineeId: string,
  training: Pick<EnteredTraining, 'provider' | 'courseCode' | 'completedOn'>,
): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `select r.id from training_records r where r.agency_id = $1 and r.source = 'OUTSIDE' and r.trainee_id = $2 and r.completed_on = $3
       and r.provider = $4 and r.course_code = $5 and not exists (select 1 from outside_training_verifications v
         where v.agency_id = r.agency_id and v.record_id = r.id and v.decision = 'REJECTED') limit 1`,
    [tx.agencyId, traineeId, training.completedOn, training.provider, training.courseCode],
  );
  return row?.id ?? null;
}

export interface Verification {
  decision: VerificationDecision;
  /** null where an approval had none. */
  reason: string | null;
}

/** @returns false when the entry was decided before */
export async function addVerification(
  tx: TenantTx,
  verification: Verification & { recordId: string; decidedBy: string },
): Promise<boolean> {
  const added = await tx.query(
    `insert into outside_training_verifications (agency_id, record_id, decision, reason, decided_by) values ($1, $2, $3, $4, $5)
     on conflict (agency_id, record_id) do nothing returning id`,
    [tx.agencyId, verification.recordId, verification.decision, verification.reason, verification.decidedBy],
  );
  return added.length > 0;
}

/** What was decided about an entry; null while nobody has. The caller decides who may see the answer. */
export async function verificationOf(
  tx: TenantTx,
  recordId: string,
): Promise<(Verification & { decidedBy: string }) | null> {
  const [row] = await tx.query<Verification & { decidedBy: string }>(
    `select decision, reason, decided_by as "decidedBy" from outside_training_verifications where agency_id = $1 and record_id = $2`,
    [tx.agencyId, recordId],
  );
  return row ?? null;
}
