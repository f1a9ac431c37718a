import type { AppealOutcome } from '../../appeals/appeal-state.js';
import type { AppealPoint } from '../../appeals/appeal-points.js';
import type { OfficialDecision } from '../../decisions/grade-decision.entity.js';

/** An appeal as the debrief tells it. */
export interface ToldAppeal {
  filedAt: Date;
  /** In the officer's own words. */
  reason: string;
  points: readonly AppealPoint[];
  /** How it ended, by whom and why; null while it is open. */
  end: { outcome: AppealOutcome; reason: string | null; by: string; at: Date } | null;
}

/** The first decision, where one on an appeal is official instead of it. */
export interface ReplacedFirst {
  decision: OfficialDecision;
  final: number | null;
  passed: boolean | null;
  by: string;
  at: Date;
}
