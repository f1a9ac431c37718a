import type { Review } from '../review.js';

/** Two levels apart is more than two readings of one anchor. */
const LEVELS_APART = 2;

/** What two people who graded one session say differently, as far as somebody should look at it. */
export interface ReviewDifference {
  /** Competencies on which they are two levels or more apart, in the first review's order. */
  levels: { competency: string; first: number; second: number }[];
  /** Whether one says that it passes and the other not. */
  passDiffers: boolean;
  /** Codes of critical fails that only one of them found. */
  criticalFails: { onlyFirst: string[]; onlySecond: string[] };
}

export type ComparedReview = Pick<Review, 'levels' | 'criticalFails'> & { passed: boolean };

/** Two complete reviews of one session under one rubric version, beside each other. */
export function reviewDifference(first: ComparedReview, second: ComparedReview): ReviewDifference {
  const codes = ({ criticalFails }: ComparedReview): string[] => [...new Set(criticalFails.map(({ code }) => code))];
  return {
    levels: first.levels.flatMap(({ competency, level }) => {
      const other = second.levels.find((one) => one.competency === competency)?.level;
      const apart = other !== undefined && Math.abs(level - other) >= LEVELS_APART;
      return apart ? [{ competency, first: level, second: other }] : [];
    }),
    passDiffers: first.passed !== second.passed,
    criticalFails: {
      onlyFirst: codes(first).filter((code) => !codes(second).includes(code)),
      onlySecond: codes(second).filter((code) => !codes(first).includes(code)),
    },
  };
}

/** Whether it is to be looked at. */
export const isDisagreement = ({ levels, passDiffers, criticalFails }: ReviewDifference): boolean =>
  levels.length > 0 || passDiffers || criticalFails.onlyFirst.length > 0 || criticalFails.onlySecond.length > 0;
