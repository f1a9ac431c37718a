import type { GradeState } from '../grade-state.js';

/** How a person decides an appeal: the first decision stands, their own review becomes official, or the session counts for nothing. */
export const APPEAL_DECISIONS = ['UPHELD', 'CHANGED', 'INVALIDATED'] as const;
export type AppealDecision = (typeof APPEAL_DECISIONS)[number];

/** How an appeal ends; WITHDRAWN by the trainee, the first decision stands. */
export type AppealOutcome = AppealDecision | 'WITHDRAWN';

export const APPEAL_STATES = ['OPEN', 'DECIDED', 'WITHDRAWN'] as const;
export type AppealState = (typeof APPEAL_STATES)[number];

export const appealState = (outcome: AppealOutcome | null): AppealState =>
  outcome === null ? 'OPEN' : outcome === 'WITHDRAWN' ? 'WITHDRAWN' : 'DECIDED';

/** What filing an appeal reads of the session that it is about. */
export interface AppealableGrade {
  traineeId: string;
  state: GradeState;
  /** An appeal was filed already, whatever became of it. */
  appealed: boolean;
  /** The agency's days for an appeal are over. */
  late: boolean;
}

export type AppealRefusal =
  | 'NOT_THEIR_OWN'
  | 'NOT_DECIDED'
  | 'APPEALED_BEFORE'
  | 'TOO_LATE'
  | 'ENDED'
  | 'NOT_ELIGIBLE'
  | 'REASON_REQUIRED'
  | 'NO_OWN_REVIEW'
  | 'WORSE_FOR_TRAINEE';

export type AppealRuling = { ok: true } | { ok: false; code: AppealRefusal; message: string };

const refuse = (code: AppealRefusal, message: string): AppealRuling => ({ ok: false, code, message });

/** Whether a trainee may appeal: against a signed grade of their own, passed or not, once, in time. */
export function mayAppeal(grade: AppealableGrade, callerId: string): AppealRuling {
  if (grade.traineeId !== callerId) return refuse('NOT_THEIR_OWN', 'Only the trainee who played it may appeal.');
  if (grade.state !== 'SIGNED' && grade.state !== 'CHANGED') {
    return refuse('NOT_DECIDED', 'There is no signed grade to appeal against.');
  }
  if (grade.appealed)
    return refuse('APPEALED_BEFORE', 'This grade was appealed against already; that can be done once.');
  if (grade.late) return refuse('TOO_LATE', 'The time in which this grade could be appealed against is over.');
  return { ok: true };
}

/** Who has had their say on a session before its appeal. */
export interface AppealParties {
  traineeId: string;
  signerId: string;
  /** Everybody whose review of the session was not made for the appeal. */
  reviewedBefore: readonly string[];
}

/** Whether somebody may review and decide an appeal: nobody twice, and nobody of themself. */
export const mayDecideAppeal = ({ traineeId, signerId, reviewedBefore }: AppealParties, memberId: string): boolean =>
  memberId !== traineeId && memberId !== signerId && !reviewedBefore.includes(memberId);

/** What a review says in the end. */
export interface ReviewResult {
  /** Points of 100. */
  final: number;
  passed: boolean;
}

/** No pass where there was one; or, where both pass or neither does, lower in points. */
export const worseThan = (result: ReviewResult, first: ReviewResult): boolean =>
  result.passed === first.passed ? result.final < first.final : first.passed;

export interface DecidingAppeal {
  outcome: AppealOutcome | null;
  parties: AppealParties;
  /** Of the review that was signed first. */
  first: ReviewResult;
  deciderId: string;
  /** The decider's own submitted review for this appeal; null for none. */
  own: ReviewResult | null;
  decision: AppealDecision;
  reason: string;
}

/**
 * Whether a decision on an appeal may be made. It needs the decider's own complete review, unless the session is to count for nothing; and
 * nobody comes off worse for having appealed: a review that does may only be set aside, which leaves the first decision as it stands.
 */
export function decideAppeal(appeal: DecidingAppeal): AppealRuling {
  const { outcome, parties, first, deciderId, own, decision } = appeal;
  if (!mayDecideAppeal(parties, deciderId)) {
    return refuse(
      'NOT_ELIGIBLE',
      'An appeal is decided by somebody who has not reviewed, signed or played the session.',
    );
  }
  if (outcome !== null) return refuse('ENDED', 'This appeal has ended already.');
  if (appeal.reason.trim() === '') return refuse('REASON_REQUIRED', 'Say why; the trainee reads it.');
  if (decision === 'INVALIDATED') return { ok: true };
  if (own === null) return refuse('NO_OWN_REVIEW', 'Submit a complete review of your own for this appeal first.');
  if (decision === 'CHANGED' && worseThan(own, first)) {
    return refuse(
      'WORSE_FOR_TRAINEE',
      'Nobody comes off worse for having appealed: your review is lower than the first decision, which can be upheld.',
    );
  }
  return { ok: true };
}
