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
 * Whether a review by this person is to be compared with another's: somebody else has submitted theirs. A second look is worth nothing when
 * it starts from the grader's.
 */
export async function isSecondReview(tx: TenantTx, sessionId: string, reviewerId: string): Promise<boolean> {
  const others = await tx.query(
    `select from reviews r where r.agency_id = $1 and r.session_id = $2 and r.reviewer_id <> $3 limit 1`,
    [tx.agencyId, sessionId, reviewerId],
  );
  return others.length > 0;
}
