import { toGlobalId } from '#platform';
import type { LevelTrend, SigningStatistics } from '#scoring';
import type { TrainingStatistics } from '#trainees';
import { FEWEST_TRAINEES } from './small-groups.js';
import type { CourseRow, InstructorRow, ScoringTrends } from './statistics.service.js';
import type {
  CourseStatisticsType,
  InstructorStatisticsType,
  ScoringTrendsType,
  ScoringTrendType,
  SigningStatisticsType,
  TrainingStatisticsType,
} from './statistics.types.js';

/** What is about so few trainees that it would be about persons is null. */
const unlessFew = <T>(trainees: number, value: T): T | null => (trainees >= FEWEST_TRAINEES ? value : null);

const shareOf = (part: number, of: number): number | null => (of === 0 ? null : part / of);

const trainingTyped = ({ traineesScored, scores, ...rest }: TrainingStatistics): TrainingStatisticsType => ({
  ...rest,
  scores: unlessFew(traineesScored, scores),
});

const signingTyped = ({ trainees, passed, scores, ...rest }: SigningStatistics): SigningStatisticsType => {
  const signed = rest.decided - rest.invalidated;
  return {
    ...rest,
    changedShare: shareOf(rest.changed, signed),
    passedShare: unlessFew(trainees, shareOf(passed, signed)),
    scores: unlessFew(trainees, scores),
  };
};

export const instructorTyped = ({ id, training, signing, ...names }: InstructorRow): InstructorStatisticsType => ({
  ...names,
  memberId: toGlobalId('Member', id),
  training: training && trainingTyped(training),
  signing: signing && signingTyped(signing),
});

export const courseTyped = ({ id, training, ...course }: CourseRow): CourseStatisticsType => ({
  ...course,
  courseId: toGlobalId('Course', id),
  training: training && trainingTyped(training),
});

export const trendsTyped = ({ trends, ...rest }: ScoringTrends): ScoringTrendsType => ({
  ...rest,
  trends: trends.map(trendTyped),
});

const trendTyped = ({ cohortId, ...trend }: LevelTrend): ScoringTrendType => ({
  ...trend,
  cohortId: cohortId === null ? null : toGlobalId('Cohort', cohortId),
});
