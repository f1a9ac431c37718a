import type { RubricBody } from '#curricula';
import type { EngineKind, SessionMode, SessionOrigin } from '#sessions';
import type { OfficialDecision } from '../../decisions/grade-decision.entity.js';
import type { TranscriptFeatures } from '../../features/transcript-features.js';
import type { ProposedGrade } from '../../proposal.js';
import type { SubmittedContent } from '../../reviews/review.entity.js';
import type { Score } from '../../score.js';
import type { TranscriptTurn } from '../../transcript.js';
import type { DebriefEdition } from './debrief-document.js';
import type { ReplacedFirst, ToldAppeal } from './told-appeal.js';
import type { ToldNote } from './told-note.js';

/** A decision as the debrief tells it. */
export interface ToldDecision {
  decision: OfficialDecision;
  reason: string | null;
  proctorAttestation: string | null;
  /** Name of who decided. */
  by: string;
  at: Date;
}

/** A review as the debrief tells it. */
export interface ToldReview {
  content: SubmittedContent;
  score: Score;
  /** Name of the reviewer. */
  by: string;
  at: Date;
}

/** How a proposal came about, without what it says. */
export type Grading = Pick<ProposedGrade, 'grader' | 'graderVersion' | 'label' | 'featureVersion' | 'judge'> & {
  /** SHA-256, hex, over turns, rubric and proposal. */
  digest: string;
  at: Date;
};

/** All that a debrief is made of, as far as its reader may know it. What the reader may not see is not in here. */
export interface DebriefFacts {
  edition: DebriefEdition;
  agency: { name: string; timezone: string };
  officer: string;
  session: {
    /** Global id. */
    id: string;
    mode: SessionMode;
    origin: SessionOrigin;
    engineKind: EngineKind;
    engineLabel: string;
    startedAt: Date;
    completedAt: Date | null;
  };
  turns: readonly TranscriptTurn[];
  scenario: { title: string; version: string; digest: string };
  rubric: { title: string; version: string; digest: string; body: RubricBody };
  decision: ToldDecision | null;
  /**
   * Until when the decision may be appealed against; null where that cannot be done or was done. It is no matter of now: the same facts are
   * the same description the day after.
   */
  appealableUntil: Date | null;
  /** Null for none, or none that the reader may see. */
  appeal: ToldAppeal | null;
  /** Null where the first decision is the official one. */
  first: ReplacedFirst | null;
  /** Those that the reader may see. */
  notes: readonly ToldNote[];
  /** The review that was signed, or the reader's own before a decision. */
  review: ToldReview | null;
  /** Null where the reader may not see what was proposed, and where nothing was. */
  proposal: ProposedGrade | null;
  /** Null before a decision, unless the reader may see the proposal. */
  grading: Grading | null;
  features: TranscriptFeatures | null;
}
