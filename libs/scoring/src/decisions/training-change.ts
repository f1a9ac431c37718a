import type { OfficialPass } from './grade-decision.queries.js';

/** What the ledger says for one trainee and presentation now. */
export interface EarnedEntry {
  /** The proof session that earned it first. */
  sessionId: string;
  /** 0 where it was taken out of account. */
  hours: number;
  /** Percent. */
  score: number | null;
}

/** What has to be added to the ledger, so that it says what is official. */
export type TrainingChange =
  | { kind: 'NONE' }
  /** A correction to no hours: no session of the presentation is an official pass. */
  | { kind: 'TAKE_OUT' }
  /** A correction that keeps the hours and takes over the official score. */
  | { kind: 'RESCORE'; score: number }
  /** A correction that rests the entry on another pass of the same presentation; its hours are given back where they were taken out. */
  | { kind: 'REST_ON'; pass: OfficialPass };

/**
 * What a decision about one session changes for an entry that is in the ledger already. An entry whose own session is still an official
 * pass is otherwise left as it is, also where an admin has corrected it: a decision about another session says nothing of it. One whose own
 * session passes no more says what the first other pass says.
 * @param passes the official passes of the same trainee and presentation, after the decision
 * @param decidedId the session that was decided
 */
export function trainingChange(entry: EarnedEntry, passes: readonly OfficialPass[], decidedId: string): TrainingChange {
  const own = passes.find(({ sessionId }) => sessionId === entry.sessionId);
  if (own) {
    const rescored = decidedId === own.sessionId && entry.hours > 0 && entry.score !== own.final;
    return rescored ? { kind: 'RESCORE', score: own.final } : { kind: 'NONE' };
  }
  const [other] = passes;
  if (!other) return entry.hours > 0 ? { kind: 'TAKE_OUT' } : { kind: 'NONE' };
  return entry.hours > 0 && entry.score === other.final ? { kind: 'NONE' } : { kind: 'REST_ON', pass: other };
}
