import type { JudgingRefusal } from '../judge/ask-judge.js';
import type { JudgeBias } from '../judge/judge-and-player.js';

/** Why one session of a regrade got no proposal, while the others went on. */
export type RegradeFailure =
  | JudgingRefusal
  | JudgeBias
  /** It was invalidated after the regrade had begun. */
  | 'SESSION_INVALIDATED'
  /** The grader cannot grade under this rubric version. */
  | 'NOT_GRADABLE'
  /** The grader failed again and again; the log of the workers has the errors. */
  | 'GRADER_FAILED'
  /** Its task was given up, or workers died of it: see the stuck tasks. */
  | 'TASK_LOST';

export const REGRADE_FAILURES: readonly RegradeFailure[] = [
  'SESSION_INVALIDATED',
  'NOT_GRADABLE',
  'PLAYED_BY_THE_JUDGE',
  'PLAYER_UNKNOWN',
  'TOO_LONG',
  'NOTHING_TO_JUDGE',
  'NOTHING_USABLE',
  'GRADER_FAILED',
  'TASK_LOST',
];
