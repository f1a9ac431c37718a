import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, ReadScope } from '#platform';
import type { RegradeFailure } from './regrade-failure.js';
import { FindingEnum, RecordEffectEnum } from './regrade-item.types.js';

const RegradeFailureEnum = enumOf<RegradeFailure>('RegradeFailure', 'Why a session of a regrade got no proposal.', {
  SESSION_INVALIDATED: 'It was invalidated after the regrade had begun.',
  NOT_GRADABLE: 'The grader cannot grade it under this rubric version.',
  PLAYED_BY_THE_JUDGE: 'The judge’s own model played the civilian.',
  PLAYER_UNKNOWN: 'Which model played the civilian is not known, so it may have been the judge’s.',
  TOO_LONG: 'It does not fit what the judge can read at once.',
  NOTHING_TO_JUDGE: 'The rubric version asks nothing that a judge could answer, or the officer said nothing.',
  NOTHING_USABLE: 'The judge answered nothing that could be used; reviewers can read what it said.',
  GRADER_FAILED: 'The grader failed again and again.',
  TASK_LOST: 'Its task was given up, or workers crashed on it: see `stuckTasks`.',
});

@ObjectType({ description: 'How many sessions of a regrade have this as their most serious finding.' })
@ReadScope('grade:regrade')
export class RegradeFindingCount {
  @Field(() => FindingEnum, { description: 'The finding.' })
  finding: string;

  @Field(() => Int, { description: 'Sessions.' })
  sessions: number;
}

@ObjectType({ description: 'How many training records of a regrade would change in this way.' })
@ReadScope('grade:regrade')
export class RegradeRecordEffectCount {
  @Field(() => RecordEffectEnum, { description: 'What would become of them.' })
  recordEffect: string;

  @Field(() => Int, { description: 'Sessions.' })
  sessions: number;
}

@ObjectType({ description: 'How many sessions of a regrade got no proposal for this reason.' })
@ReadScope('grade:regrade')
export class RegradeFailureCount {
  @Field(() => RegradeFailureEnum, { description: 'The reason.' })
  failure: string;

  @Field(() => Int, { description: 'Sessions.' })
  sessions: number;
}

@ObjectType({ description: 'How far the levels of one competency move, of the sessions with a signed grade.' })
@ReadScope('grade:regrade')
export class RegradeCompetencyShift {
  @Field(() => String, { description: 'Code of a competency that both rubric versions have.' })
  competency: string;

  @Field(() => Int, { description: 'Sessions in which neither grade leaves it open.' })
  compared: number;

  @Field(() => Int, { description: 'Of these, those in which the new level is lower.' })
  lower: number;

  @Field(() => Int, { description: 'Of these, those in which the new level is higher.' })
  higher: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean of the new level less the signed one, in levels, two decimals; null where none was compared.',
  })
  meanDifference: number | null;
}

@ObjectType({
  description: 'What a regrade found, in sums. `total` = `open` + `failed` + `decided` + `undecided`, at every moment.',
})
@ReadScope('grade:regrade')
export class RegradeReport {
  @Field(() => ID, { description: 'Global id of the regrade.' })
  regradeId: string;

  @Field(() => Int, { description: 'All sessions that it has taken so far.' })
  total: number;

  @Field(() => Int, { description: 'Sessions without a new proposal yet; after a cancellation they stay so.' })
  open: number;

  @Field(() => Int, { description: 'Sessions that got none.' })
  failed: number;

  @Field(() => Int, { description: 'Sessions compared with a signed grade.' })
  decided: number;

  @Field(() => Int, { description: 'Sessions that nobody had decided about.' })
  undecided: number;

  @Field(() => Int, { description: 'Of these, those whose new proposal says something else.' })
  undecidedChanged: number;

  @Field(() => [RegradeFindingCount], { description: 'The decided sessions by finding, the most serious first.' })
  findings: RegradeFindingCount[];

  @Field(() => [RegradeRecordEffectCount], { description: 'The decided sessions by what hangs on them.' })
  recordEffects: RegradeRecordEffectCount[];

  @Field(() => [RegradeFailureCount], { description: 'The sessions without a proposal by reason.' })
  failures: RegradeFailureCount[];
}

@ObjectType({
  description:
    'A proof session that an admin asks reviewers to look at again. What was signed stands until a person changes it.',
})
@ReadScope('grade:review')
export class RegradeReferral {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => ID, { description: 'The trainee: global id of a member.' })
  traineeId: string;

  @Field(() => String, { description: 'Title of the scenario.' })
  scenarioTitle: string;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => Date, { description: 'When it was referred.' })
  referredAt: Date;
}

export const RegradeReferralConnection = Connection(RegradeReferral);
