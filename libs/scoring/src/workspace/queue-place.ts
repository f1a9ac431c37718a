import type { GradeLabel } from '../grade-state.js';

/** What the queue reads of one grader's proposal. */
export interface QueuedProposal {
  label: GradeLabel;
  criticalFails: number;
  abstained: number;
  /** With the distance between a judge's own samples, where one was asked more than once. */
  levels: readonly { competency: string; level: number | null; spread?: number | null }[];
}

/** Why a session is more pressing than another; each 0 to 99. */
export interface Pressing {
  /** Possible critical fails, by the grader that found most. */
  criticalFails: number;
  /** What the standing proposal leaves to a person. */
  abstained: number;
  /** Levels by which graders, or one judge's samples, are furthest apart on any competency. */
  disagreement: number;
}

const MOST = 99;
const capped = (count: number): number => Math.min(MOST, Math.max(0, Math.trunc(count)));

/**
 * How pressing a session is.
 * @param proposals of its graders under its rubric version, the standing one first; at least one
 */
export function pressingOf(proposals: readonly QueuedProposal[]): Pressing {
  const [standing] = proposals;
  if (!standing) throw new RangeError('a session without a proposal does not wait for a decision');
  const byCompetency = new Map<string, number[]>();
  for (const { competency, level } of proposals.flatMap(({ levels }) => levels)) {
    if (level !== null) byCompetency.set(competency, [...(byCompetency.get(competency) ?? []), level]);
  }
  const apart = [...byCompetency.values()].map((levels) => Math.max(...levels) - Math.min(...levels));
  const spreads = standing.levels.map(({ spread }) => spread ?? 0);
  return {
    criticalFails: capped(Math.max(...proposals.map(({ criticalFails }) => criticalFails))),
    abstained: capped(standing.abstained),
    disagreement: capped(Math.max(0, ...apart, ...spreads)),
  };
}

/** One number for the order, the more pressing the lower; sessions of the same place wait by age. */
export const placeOf = ({ criticalFails, abstained, disagreement }: Pressing): number =>
  0 - (criticalFails * 10_000 + abstained * 100 + disagreement);
