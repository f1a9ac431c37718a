import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { ReviewDifference } from './review-difference.js';
import type { SecondReviewEntity } from './second-review.entity.js';

const SECOND_REVIEW = `p.agency_id as "agencyId", p.session_id as "sessionId", p.percent, p.picked_at as "pickedAt",
  p.first_review_id as "firstReviewId", p.second_review_id as "secondReviewId", p.difference, p.differs,
  p.compared_at as "comparedAt", p.cancelled_at as "cancelledAt"`;

/** How many sessions were picked in the last thirty days. */
export async function pickedLately(tx: TenantTx): Promise<number> {
  const [row] = await tx.query<{ picked: number }>(
    `select count(*)::int as picked from second_reviews where agency_id = $1 and picked_at > now() - interval '30 days'`,
    [tx.agencyId],
  );
  return row?.picked ?? 0;
}

export async function addPicked(tx: TenantTx, sessionId: string, percent: number): Promise<boolean> {
  const added = await tx.query(
    `insert into second_reviews (agency_id, session_id, percent) values ($1, $2, $3) on conflict do nothing returning session_id`,
    [tx.agencyId, sessionId, percent],
  );
  return added.length > 0;
}

/** null for a session that was not picked. Meant for a session that is locked. */
export async function secondReviewOf(tx: TenantTx, sessionId: string): Promise<SecondReviewEntity | null> {
  const [row] = await tx.query<SecondReviewEntity>(
    `select ${SECOND_REVIEW} from second_reviews p where p.agency_id = $1 and p.session_id = $2`,
    [tx.agencyId, sessionId],
  );
  return row ?? null;
}

export async function setFirstReview(tx: TenantTx, sessionId: string, reviewId: string): Promise<void> {
  await tx.query('update second_reviews set first_review_id = $3 where agency_id = $1 and session_id = $2', [
    tx.agencyId,
    sessionId,
    reviewId,
  ]);
}

export async function setSecondReview(
  tx: TenantTx,
  sessionId: string,
  second: { reviewId: string; difference: ReviewDifference; differs: boolean },
): Promise<void> {
  await tx.query(
    `update second_reviews set second_review_id = $3, difference = $4, differs = $5, compared_at = now()
     where agency_id = $1 and session_id = $2`,
    [tx.agencyId, sessionId, second.reviewId, JSON.stringify(second.difference), second.differs],
  );
}

/** Whether a second review of this session is due that this person could still write without having seen the first. */
export async function owesSecondReview(tx: TenantTx, sessionId: string, memberId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from second_reviews p join reviews f on f.agency_id = p.agency_id and f.id = p.first_review_id
     where p.agency_id = $1 and p.session_id = $2 and p.second_review_id is null and p.cancelled_at is null
       and f.reviewer_id <> $3 and not exists (select from reviews o where o.agency_id = $1 and o.session_id = $2
         and o.purpose = 'CERTIFICATION' and o.reviewer_id = $3)`,
    [tx.agencyId, sessionId, memberId],
  );
  return rows.length > 0;
}

export interface DisagreementRow {
  sessionId: string;
  traineeId: string;
  firstReviewerId: string;
  secondReviewerId: string;
  firstFinal: number;
  secondFinal: number;
  difference: ReviewDifference;
  comparedAt: Date;
  decided: boolean;
}

/**
 * Sessions of which two reviews differ, newest first, never the caller's own.
 * @param blindTo a person who may still review: they see only what is decided or was theirs to review; null for who reviews nothing
 * @param after only those behind this session in the list
 */
export async function listDisagreements(
  tx: TenantTx,
  reach: ReachOf<'grade:read'>,
  page: { blindTo: string | null; limit: number; after: string | null },
): Promise<DisagreementRow[]> {
  return tx.query(
    `select p.session_id as "sessionId", s.trainee_id as "traineeId", f.reviewer_id as "firstReviewerId",
       n.reviewer_id as "secondReviewerId", f.final::float8 as "firstFinal", n.final::float8 as "secondFinal", p.difference,
       p.compared_at as "comparedAt", d.decided
     from second_reviews p
     join scenario_sessions s on s.agency_id = p.agency_id and s.id = p.session_id
     join reviews f on f.agency_id = p.agency_id and f.id = p.first_review_id
     join reviews n on n.agency_id = p.agency_id and n.id = p.second_review_id
     cross join lateral (select exists (select from grade_decisions g where g.agency_id = $1 and g.session_id = p.session_id) as decided) d
     where p.agency_id = $1 and p.differs and s.trainee_id <> $2 and ${reachPredicate(reach, 's.trainee_id', '$2')}
       and ($3::uuid is null or d.decided or $3 in (f.reviewer_id, n.reviewer_id))
       and ($4::uuid is null or (p.compared_at, p.session_id) < (
         (select l.compared_at from second_reviews l where l.agency_id = $1 and l.session_id = $4), $4::uuid))
     order by p.compared_at desc, p.session_id desc limit $5`,
    [tx.agencyId, reach.principalId, page.blindTo, page.after, page.limit],
  );
}
