import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection, LocalDate, ReadScope } from '#platform';
import { FEWEST_TRAINEES } from './small-groups.js';
import { SpreadType } from './spread.types.js';

@ObjectType('TrainingStatistics', {
  description: 'What became of classes that ended in the days asked about, of the trainees whom the caller may see.',
})
@ReadScope('record:read')
export class TrainingStatisticsType {
  @Field(() => Int, { description: 'Classes with such a trainee on their roster. A rejected roster is no class.' })
  presentations: number;

  @Field(() => Int, { description: 'Different trainees on their rosters.' })
  trainees: number;

  @Field(() => Int, { description: 'Places on their rosters.' })
  rostered: number;

  @Field(() => Int, { description: 'How many training records of them stand, with hours.' })
  recorded: number;

  @Field(() => Float, { description: 'Hours that stand, over all trainees.' })
  hours: number;

  @Field(() => SpreadType, {
    nullable: true,
    description: `Scores of the records that stand, in percent; null for scores of fewer than ${FEWEST_TRAINEES} trainees.`,
  })
  scores: SpreadType | null;
}

@ObjectType('SigningStatistics', {
  description:
    'How somebody decided on grades of proof sessions in the days asked about, of the trainees whom the caller may see. First decisions alone, not those on appeals.',
})
@ReadScope('grade:read')
export class SigningStatisticsType {
  @Field(() => Int, { description: 'Decisions: signed, changed or invalidated.' })
  decided: number;

  @Field(() => Int, { description: 'Signed with a review that says something else than what the grader proposed.' })
  changed: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of `changed` among what was signed, from 0 to 1; null when nothing was.',
  })
  changedShare: number | null;

  @Field(() => Int, { description: 'Scenario sessions that were invalidated.' })
  invalidated: number;

  @Field(() => Float, {
    nullable: true,
    description: `Share of passes among what was signed, from 0 to 1; null for fewer than ${FEWEST_TRAINEES} trainees.`,
  })
  passedShare: number | null;

  @Field(() => SpreadType, {
    nullable: true,
    description: `Signed final scores, in points of 100; null for fewer than ${FEWEST_TRAINEES} trainees.`,
  })
  scores: SpreadType | null;

  @Field(() => SpreadType, { description: 'Hours from the end of a scenario session until the decision.' })
  hoursToSign: SpreadType;
}

@ObjectType('InstructorStatistics', { description: 'What an instructor taught and signed.' })
@ReadScope('grade:read')
export class InstructorStatisticsType {
  @Field(() => ID, { description: 'Global id of the member.' })
  memberId: string;

  @Field(() => String, { description: 'Given name of the instructor.' })
  givenName: string;

  @Field(() => String, { description: 'Family name of the instructor.' })
  familyName: string;

  @Field(() => TrainingStatisticsType, { nullable: true, description: 'What they taught; null for no class.' })
  training: TrainingStatisticsType | null;

  @Field(() => SigningStatisticsType, { nullable: true, description: 'What they decided on; null for nothing.' })
  signing: SigningStatisticsType | null;
}

export const InstructorStatisticsConnection = Connection(InstructorStatisticsType);

@ObjectType('CourseStatistics', { description: 'How a course was taught.' })
@ReadScope('record:read')
export class CourseStatisticsType {
  @Field(() => ID, { description: 'Global id of the course.' })
  courseId: string;

  @Field(() => String, { description: 'Its code in the agency.' })
  code: string;

  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Field(() => TrainingStatisticsType, {
    nullable: true,
    description: 'What became of its classes; null without any.',
  })
  training: TrainingStatisticsType | null;
}

export const CourseStatisticsConnection = Connection(CourseStatisticsType);

@ObjectType('ScoringTrend', { description: 'The official levels of one competency in one period.' })
@ReadScope('score:read')
export class ScoringTrendType {
  @Field(() => String, { description: 'Code of the competency.' })
  competency: string;

  @Field(() => LocalDate, {
    description: 'First day of the month, or the Monday of the ISO week, also where the days asked about begin later.',
  })
  periodFrom: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the cohort; null for trainees in none, or where cohorts are not counted apart.',
  })
  cohortId: string | null;

  @Field(() => Int, { description: 'Different trainees.' })
  trainees: number;

  @Field(() => SpreadType, { description: 'Signed levels from 0 to 5, one for each proof session.' })
  levels: SpreadType;
}

@ObjectType('ScoringTrends', {
  description:
    'Official levels of proof sessions over time: as signed, after appeals. Practice never counts, and no figure is about fewer than five trainees.',
})
@ReadScope('score:read')
export class ScoringTrendsType {
  @Field(() => LocalDate, { description: 'First day that was counted.' })
  from: string;

  @Field(() => LocalDate, { description: 'Last day that was counted.' })
  to: string;

  @Field(() => [ScoringTrendType], { description: 'By competency, period and cohort; at most 2,000.' })
  trends: ScoringTrendType[];

  @Field(() => Int, {
    description: `How many more there are of fewer than ${FEWEST_TRAINEES} trainees each, which are not shown.`,
  })
  hidden: number;
}
