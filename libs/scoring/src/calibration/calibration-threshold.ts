/** From which agreement on a grader's proposals may be pre-filled. */
export interface CalibrationThreshold {
  /** Quadratic weighted kappa that every competency and the outcome must reach, 0 to 1, exact to two decimals. */
  weightedKappa: number;
  /** Sessions that both the grader and a blind reviewer must have given a level to. */
  sessions: number;
}

/** The default, and the least that an agency may ask for: an agency can be stricter than the product, never laxer. */
export const FLOOR: CalibrationThreshold = { weightedKappa: 0.6, sessions: 50 };

/** Half of the newest sessions that are looked at: a grader that abstains from some can still meet it. */
export const MOST_SESSIONS = 500;

/** What is wrong with a threshold, by the part that is; empty when it may be set. */
export function thresholdProblems({
  weightedKappa,
  sessions,
}: CalibrationThreshold): { part: keyof CalibrationThreshold; message: string }[] {
  const exact = Math.abs(weightedKappa * 100 - Math.round(weightedKappa * 100)) < 1e-9;
  return [
    ...(weightedKappa >= FLOOR.weightedKappa && weightedKappa <= 1 && exact
      ? []
      : [{ part: 'weightedKappa' as const, message: 'must be from 0.6 to 1, with at most two decimals' }]),
    ...(Number.isInteger(sessions) && sessions >= FLOOR.sessions && sessions <= MOST_SESSIONS
      ? []
      : [{ part: 'sessions' as const, message: 'must be from 50 to 500 sessions' }]),
  ];
}
