import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { RubricPurpose } from '#curricula';
import type { AppealEntity } from './appeal.entity.js';
import type { AppealOutcome, AppealState } from './appeal-state.js';
import { eligibleReviewer } from './appeal-reviewers.queries.js';

export type AppealReach = ReachOf<'appeal:read' | 'appeal:file' | 'appeal:decide'>;

/** An appeal with how it ended, as one caller sees it. */
export interface AppealRow extends AppealEntity {
  /** null while it is open. */
  outcome: AppealOutcome | null;
  outcomeReason: string | null;
  endedBy: string | null;
  endedAt: Date | null;
  /** The caller has submitted a review for it. */
  reviewed: boolean;
  /** Nobody who could decide it has not had their say before. False once it has ended. */
  noEligibleReviewer: boolean;
}

/** @param principal placeholder for who asks */
const appealColumns = (
  principal: string,
): string => `a.agency_id as "agencyId", a.id, a.session_id as "sessionId", a.purpose,
  a.trainee_id as "traineeId", a.decision_id as "decisionId", a.decision_round as "decisionRound", a.signer_id as "signerId", a.reason,
  a.points, a.filed_at as "filedAt", o.outcome, o.reason as "outcomeReason", o.ended_by as "endedBy", o.ended_at as "endedAt",
  exists (select from appeal_reviews w where w.agency_id = $1 and w.appeal_id = a.id and w.reviewer_id = ${principal}::uuid) as reviewed,
  o.id is null and not exists (${eligibleReviewer('a')}) as "noEligibleReviewer"`;
const FROM = 'appeals a left join appeal_outcomes o on o.agency_id = a.agency_id and o.appeal_id = a.id';

export async function appealById(tx: TenantTx, reach: AppealReach, id: string): Promise<AppealRow | null> {
  const [row] = await tx.query<AppealRow>(
    `select ${appealColumns('$2')} from ${FROM}
     where a.agency_id = $1 and a.id = $3 and ${reachPredicate(reach, 'a.trainee_id', '$2')}`,
    [tx.agencyId, reach.principalId, id],
  );
  return row ?? null;
}

export async function appealOfSession(
  tx: TenantTx,
  reach: AppealReach,
  sessionId: string,
  purpose: RubricPurpose = 'CERTIFICATION',
): Promise<AppealRow | null> {
  const [row] = await tx.query<AppealRow>(
    `select ${appealColumns('$2')} from ${FROM}
     where a.agency_id = $1 and a.session_id = $3 and a.purpose = $4 and ${reachPredicate(reach, 'a.trainee_id', '$2')}`,
    [tx.agencyId, reach.principalId, sessionId, purpose],
  );
  return row ?? null;
}

/** In the order in which they were filed. @param page.state null for all */
export async function listAppeals(
  tx: TenantTx,
  reach: AppealReach,
  page: { limit: number; after: string | null; state: AppealState | null },
): Promise<AppealRow[]> {
  return tx.query<AppealRow>(
    `select ${appealColumns('$2')} from ${FROM}
     where a.agency_id = $1 and ${reachPredicate(reach, 'a.trainee_id', '$2')} and ($3::uuid is null or a.id > $3)
       and ($4::text is null or $4 = case when o.id is null then 'OPEN' when o.outcome = 'WITHDRAWN' then 'WITHDRAWN' else 'DECIDED' end)
     order by a.id limit $5`,
    [tx.agencyId, reach.principalId, page.after, page.state, page.limit],
  );
}

export type NewAppeal = Omit<AppealEntity, 'agencyId' | 'filedAt' | 'decisionRound'>;

/** @returns false when the session's grade for this purpose was appealed against before */
export async function addAppeal(tx: TenantTx, appeal: NewAppeal): Promise<boolean> {
  const added = await tx.query(
    `insert into appeals (agency_id, id, session_id, purpose, trainee_id, decision_id, signer_id, reason, points)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (agency_id, session_id, purpose) do nothing returning id`,
    [
      tx.agencyId,
      appeal.id,
      appeal.sessionId,
      appeal.purpose,
      appeal.traineeId,
      appeal.decisionId,
      appeal.signerId,
      appeal.reason,
      JSON.stringify(appeal.points),
    ],
  );
  return added.length > 0;
}

/** Says that a review was made for an appeal. @throws where the reviewer signed first or played the session: the database refuses it */
export async function addAppealReview(
  tx: TenantTx,
  appeal: AppealEntity,
  review: { id: string; reviewerId: string },
): Promise<void> {
  await tx.query(
    `insert into appeal_reviews (agency_id, id, session_id, purpose, appeal_id, reviewer_id, signer_id, trainee_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.agencyId,
      review.id,
      appeal.sessionId,
      appeal.purpose,
      appeal.id,
      review.reviewerId,
      appeal.signerId,
      appeal.traineeId,
    ],
  );
}

/** The review that somebody made for an appeal; null for none. */
export async function appealReviewId(tx: TenantTx, appealId: string, reviewerId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    'select id from appeal_reviews where agency_id = $1 and appeal_id = $2 and reviewer_id = $3',
    [tx.agencyId, appealId, reviewerId],
  );
  return row?.id ?? null;
}

/** Ends an appeal. @returns false when it has ended already */
export async function endAppeal(
  tx: TenantTx,
  appeal: AppealEntity,
  end: { outcome: AppealOutcome; reason: string | null; endedBy: string },
): Promise<boolean> {
  const ended = await tx.query(
    `insert into appeal_outcomes (agency_id, appeal_id, outcome, reason, signer_id, trainee_id, ended_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (agency_id, appeal_id) do nothing returning id`,
    [tx.agencyId, appeal.id, end.outcome, end.reason, appeal.signerId, appeal.traineeId, end.endedBy],
  );
  return ended.length > 0;
}
