/** PROPOSED by a grader; then SIGNED or CHANGED (with a reason) by a reviewer, or INVALIDATED (with a reason). */
export const GRADE_STATES = ['PROPOSED', 'SIGNED', 'CHANGED', 'INVALIDATED'] as const;
export type GradeState = (typeof GRADE_STATES)[number];

/** FORMATIVE proposals come from the embedded grader and can never certify; CERTIFYING ones may be pre-filled once calibrated. */
export type GradeLabel = 'FORMATIVE' | 'CERTIFYING';

/** What a decision reads of a grade. */
export interface GradeUnderReview {
  state: GradeState;
  label: GradeLabel;
}

/** What a decision reads of the signer's own review; absent when they have none. */
export interface SubmittedReview {
  reviewerId: string;
  /** From `reviewProblems`. */
  problems: readonly unknown[];
  /** True once the reviewer handed it in; a draft signs nothing. */
  submitted: boolean;
}

export type SignRefusal = 'NOT_PROPOSED' | 'NO_OWN_REVIEW' | 'REVIEW_NOT_SUBMITTED' | 'REVIEW_INCOMPLETE';
export type SignDecision = { allowed: true } | { allowed: false; code: SignRefusal; message: string };

const refuse = (code: SignRefusal, message: string): SignDecision => ({ allowed: false, code, message });

/**
 * Whether `signerId` may sign. A signature certifies a review, never a proposal: it takes the signer's own complete,
 * submitted set. A FORMATIVE proposal as it stands is refused like any other grade without one.
 */
export function canSign(grade: GradeUnderReview, review: SubmittedReview | undefined, signerId: string): SignDecision {
  if (grade.state !== 'PROPOSED') return refuse('NOT_PROPOSED', `The grade is ${grade.state} and cannot be signed.`);
  if (!review || review.reviewerId !== signerId) {
    return refuse(
      'NO_OWN_REVIEW',
      grade.label === 'FORMATIVE'
        ? 'A formative proposal cannot be signed as it stands: submit a complete review of your own first.'
        : 'Submit a complete review of your own first.',
    );
  }
  if (!review.submitted) return refuse('REVIEW_NOT_SUBMITTED', 'The review is still a draft.');
  if (review.problems.length > 0) return refuse('REVIEW_INCOMPLETE', 'The review is not complete.');
  return { allowed: true };
}

/** What a reviewer does with a grade. */
export type GradeDecision =
  | { kind: 'SIGN'; signerId: string; review: SubmittedReview | undefined; sameAsProposal: boolean; reason?: string }
  | { kind: 'INVALIDATE'; reason: string };

export type GradeTransition =
  | { ok: true; state: Exclude<GradeState, 'PROPOSED'> }
  | { ok: false; code: SignRefusal | 'REASON_REQUIRED'; message: string };

/**
 * The state after a decision. Signing a review that differs from the proposal is a CHANGE and needs a reason, whether the
 * proposal was shown before the review or not. A decision is final: only an appeal can come after it.
 */
export function decide(grade: GradeUnderReview, decision: GradeDecision): GradeTransition {
  const reason = decision.reason?.trim() ?? '';
  if (decision.kind === 'INVALIDATE') {
    if (grade.state !== 'PROPOSED') {
      return { ok: false, code: 'NOT_PROPOSED', message: `The grade is ${grade.state} and cannot be invalidated.` };
    }
    return reason
      ? { ok: true, state: 'INVALIDATED' }
      : { ok: false, code: 'REASON_REQUIRED', message: 'Say why the session is invalidated.' };
  }
  const allowed = canSign(grade, decision.review, decision.signerId);
  if (!allowed.allowed) return { ok: false, code: allowed.code, message: allowed.message };
  if (decision.sameAsProposal) return { ok: true, state: 'SIGNED' };
  return reason
    ? { ok: true, state: 'CHANGED' }
    : { ok: false, code: 'REASON_REQUIRED', message: 'Say why the review differs from the proposal.' };
}
