import type { TenantTx } from '#platform';
import type { PrefillEntity } from './prefill.entity.js';

/** @returns false when this reviewer has opened this proposal before */
export async function addPrefill(
  tx: TenantTx,
  prefill: Omit<PrefillEntity, 'agencyId' | 'openedAt'>,
): Promise<boolean> {
  const added = await tx.query(
    `insert into prefills (agency_id, id, session_id, reviewer_id, grade_id) values ($1, $2, $3, $4, $5)
     on conflict (agency_id, session_id, reviewer_id, grade_id) do nothing returning id`,
    [tx.agencyId, prefill.id, prefill.sessionId, prefill.reviewerId, prefill.gradeId],
  );
  return added.length > 0;
}

/** Whether this reviewer opened this very proposal: another grader's of the same session stays hidden. */
export async function hasOpened(
  tx: TenantTx,
  { sessionId, reviewerId, gradeId }: { sessionId: string; reviewerId: string; gradeId: string },
): Promise<boolean> {
  const opened = await tx.query(
    `select from prefills p where p.agency_id = $1 and p.session_id = $2 and p.reviewer_id = $3 and p.grade_id = $4`,
    [tx.agencyId, sessionId, reviewerId, gradeId],
  );
  return opened.length > 0;
}

/**
 * Whether a review by this person is to stand beside another's: the session was picked for two, somebody else has submitted theirs, or an
 * appeal against its decision is open. A second look is worth nothing when it starts from the grader's.
 */
export async function isSecondReview(tx: TenantTx, sessionId: string, reviewerId: string): Promise<boolean> {
  const [row] = await tx.query<{ second: boolean }>(
    `select exists (select from reviews r where r.agency_id = $1 and r.session_id = $2 and r.reviewer_id <> $3)
       or exists (select from second_reviews p where p.agency_id = $1 and p.session_id = $2)
       or exists (select from appeals a where a.agency_id = $1 and a.session_id = $2
         and not exists (select from appeal_outcomes o where o.agency_id = $1 and o.appeal_id = a.id)) as second`,
    [tx.agencyId, sessionId, reviewerId],
  );
  return row?.second ?? true;
}
