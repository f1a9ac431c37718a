import type { RubricPurpose } from '#curricula';
import type { TenantTx } from '#platform';
import type { ReviewEntity } from './review.entity.js';

const REVIEW = `r.agency_id as "agencyId", r.id, r.session_id as "sessionId", r.grade_id as "gradeId", r.reviewer_id as "reviewerId", r.purpose,
  r.content, r.score, r.final::float8 as final, r.passed, r.submitted_at as "submittedAt", r.prefilled_grade_id as "prefilledGradeId"`;

export type NewReview = Omit<ReviewEntity, 'agencyId' | 'submittedAt' | 'prefilledGradeId'>;

/**
 * What the reviewer opened before is read here and not taken from a caller: no review can pass for a blind one.
 * @returns false when this reviewer has submitted a review of this session for this purpose before
 */
export async function addReview(tx: TenantTx, review: NewReview): Promise<boolean> {
  const added = await tx.query(
    `insert into reviews (agency_id, id, session_id, grade_id, reviewer_id, content, score, final, passed, purpose, prefilled_grade_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
       (select p.grade_id from prefills p where p.agency_id = $1 and p.session_id = $3 and p.reviewer_id = $5 order by p.id desc limit 1))
     on conflict (agency_id, session_id, purpose, reviewer_id) do nothing returning id`,
    [
      tx.agencyId,
      review.id,
      review.sessionId,
      review.gradeId,
      review.reviewerId,
      JSON.stringify(review.content),
      JSON.stringify(review.score),
      review.final,
      review.passed,
      review.purpose,
    ],
  );
  return added.length > 0;
}

/** This reviewer's own review of a session. @param purpose the one that can be signed when left out */
export async function reviewBy(
  tx: TenantTx,
  sessionId: string,
  reviewerId: string,
  purpose: RubricPurpose = 'CERTIFICATION',
): Promise<ReviewEntity | null> {
  const [row] = await tx.query<ReviewEntity>(
    `select ${REVIEW} from reviews r where r.agency_id = $1 and r.session_id = $2 and r.reviewer_id = $3 and r.purpose = $4`,
    [tx.agencyId, sessionId, reviewerId, purpose],
  );
  return row ?? null;
}

/** One review by id, in no reach: the caller decides who may see it. */
export async function reviewById(tx: TenantTx, id: string): Promise<ReviewEntity | null> {
  const [row] = await tx.query<ReviewEntity>(`select ${REVIEW} from reviews r where r.agency_id = $1 and r.id = $2`, [
    tx.agencyId,
    id,
  ]);
  return row ?? null;
}
