import { ArgsType, Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, PageArgs, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import { ProposalHiddenEnum } from '../session-grades/session-grade.types.js';
import type { Finding, Outlook } from './compare-grades.js';
import type { RecordEffect } from './record-effect.js';

export const FindingEnum = enumOf<Finding>('RegradeFinding', 'What a new proposal says beside the grade before it.', {
  CRITICAL_FAIL_APPEARS: 'It finds a critical fail that was not there.',
  WOULD_FAIL: 'It would not pass, and the grade before it did, or left that open.',
  CRITICAL_FAIL_DISAPPEARS: 'It does not find a critical fail that was there.',
  WOULD_PASS: 'It would pass, and the grade before it did not.',
  LEFT_OPEN: 'It leaves to a person what decides whether it passes.',
  DIFFERS: 'Levels, outcome or score differ; whether it passes does not.',
  SAME: 'It says the same.',
  NOTHING_BEFORE: 'There was no grade to compare it with.',
});
export const RecordEffectEnum = enumOf<RecordEffect>(
  'RegradeRecordEffect',
  'What would become of a training record if a person signed what is proposed. By itself nothing does.',
  {
    WOULD_BE_LOST: 'The session earned a training record, and would not pass.',
    IN_DOUBT: 'The session earned a training record, and the proposal leaves open whether it passes.',
    MIGHT_BE_EARNED:
      'The session did not pass, would pass, and counts towards a class that the trainee has no record of.',
    SCORE_WOULD_CHANGE: 'The session earned a training record, which would say another score.',
    NONE: 'No training record hangs on it.',
  },
);
const OutlookEnum = enumOf<Outlook>('RegradeOutlook', 'Whether a grade’s numbers pass under its rubric version.', {
  PASS: 'They pass.',
  FAIL: 'They do not pass.',
  OPEN: 'It hangs on what the grader left to a person.',
});

@ObjectType('RegradeSide', { description: 'The numbers of one of the two grades that a regrade compares.' })
@ReadScope('grade:regrade')
export class RegradeSideType {
  @Field(() => OutlookEnum, { description: 'Whether it passes.' })
  outlook: string;

  @Field(() => Float, { nullable: true, description: 'Final score, points of 100; null where something is left open.' })
  final: number | null;

  @Field(() => Float, { description: 'Lowest final score that what is left open allows, in points of 100.' })
  lowestFinal: number;

  @Field(() => Float, { description: 'Highest final score that what is left open allows, in points of 100.' })
  highestFinal: number;

  @Field(() => String, { nullable: true, description: 'Outcome band; null where the grader abstained.' })
  band: string | null;

  @Field(() => [String], { description: 'Codes of the critical fails.' })
  criticalFails: string[];
}

@ObjectType('RegradeLevel', { description: 'One competency that both grades have.' })
@ReadScope('grade:regrade')
export class RegradeLevelType {
  @Field(() => String, { description: 'Code of the competency.' })
  competency: string;

  @Field(() => Int, { nullable: true, description: 'Level before, 0 to 5; null where it was left open.' })
  before: number | null;

  @Field(() => Int, { nullable: true, description: 'Level of the new proposal, 0 to 5; null where it is left open.' })
  after: number | null;

  @Field(() => Int, { nullable: true, description: 'After less before, in levels; null where either was left open.' })
  difference: number | null;
}

@ObjectType('RegradeComparison', { description: 'A new proposal beside the grade before it.' })
@ReadScope('grade:regrade')
export class RegradeComparisonType {
  @Field(() => [FindingEnum], { description: 'All that hold, the most serious first.' })
  findings: string[];

  @Field(() => RegradeSideType, { nullable: true, description: 'The grade before; null where there was none.' })
  before: RegradeSideType | null;

  @Field(() => RegradeSideType, { description: 'The new proposal.' })
  after: RegradeSideType;

  @Field(() => [RegradeLevelType], { description: 'The competencies that both grades have.' })
  levels: RegradeLevelType[];

  @Field(() => [String], { description: 'Competencies of the earlier rubric version only: nothing to compare.' })
  onlyBefore: string[];

  @Field(() => [String], { description: 'Competencies of the new rubric version only: nothing to compare.' })
  onlyAfter: string[];

  @Field(() => [String], { description: 'Critical fails that only the new proposal finds.' })
  criticalFailsAppear: string[];

  @Field(() => [String], { description: 'Critical fails that the new proposal was asked for and does not find.' })
  criticalFailsDisappear: string[];
}

@ObjectType('RegradeItem', {
  implements: () => [Node],
  description: 'One proof session of a regrade, compared as it stood when its new proposal was made.',
})
@ReadScope('grade:regrade')
export class RegradeItemType extends Node {
  @Field(() => ID, { description: 'Global id of the regrade.' })
  regradeId: string;

  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => ID, { description: 'The trainee: global id of a member.' })
  traineeId: string;

  @Field(() => String, { description: 'Title of the scenario.' })
  scenarioTitle: string;

  @Field(() => Boolean, {
    description: 'Whether it was compared with an official decision; otherwise with the proposal that stood.',
  })
  comparedWithDecision: boolean;

  @Field(() => ProposalHiddenEnum, {
    nullable: true,
    description: 'Why what is proposed is not shown to the caller; null when it is.',
  })
  hidden: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the new proposal; null while it is hidden.' })
  gradeId: string | null;

  @Field(() => RegradeComparisonType, { nullable: true, description: 'The comparison; null while it is hidden.' })
  comparison: RegradeComparisonType | null;

  @Field(() => RecordEffectEnum, {
    nullable: true,
    description: 'What hangs on it in the ledger of the trainee; null while it is hidden.',
  })
  recordEffect: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the training record that the session had earned; null for none.',
  })
  trainingRecordId: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was referred to reviewers; null when nobody has.' })
  referredAt: Date | null;
}

export const RegradeItemConnection = Connection(RegradeItemType);

@ArgsType()
export class RegradeChangesArgs extends PageArgs {
  @Field(() => ID, { description: 'Global id of a regrade.' })
  @IsString()
  regradeId: string;
}

@ArgsType()
export class RegradeCsvArgs {
  @Field(() => ID, { description: 'Global id of a regrade.' })
  @IsString()
  regradeId: string;

  @Field(() => Int, { description: 'How many sessions to write, 1 to 1,000; more is an error.' })
  @IsInt()
  @Min(1)
  @Max(1_000)
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'The `endCursor` of the part before; nothing for the first part, which begins with the header.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(2_048)
  after?: string | null;
}

@ObjectType({ description: 'A part of a report as CSV. The parts one after the other are the file.' })
@ReadScope('grade:regrade')
export class RegradeCsvPart {
  @Field(() => String, {
    description:
      'Lines as RFC 4180 has them, the most serious first. What the caller may not see yet is left out, as in `regradeChanges`.',
  })
  csv: string;

  @Field(() => Boolean, { description: 'Whether there is more after this part.' })
  hasNextPart: boolean;

  @Field(() => String, { nullable: true, description: 'For `after` of the next part; null when there is none.' })
  endCursor: string | null;
}

@InputType({ description: 'Which session of a regrade reviewers shall look at again, and why.' })
export class OpenRereviewInput {
  @Field(() => ID, { description: 'Global id of a regrade item whose session has a signed grade.' })
  @IsString()
  regradeItemId: string;

  @Field(() => String, { description: 'Why, 1 to 2,000 characters. Reviewers see it.' })
  @IsString()
  @Length(1, 2_000)
  reason: string;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@ObjectType({ description: 'The session that was referred, or why it was not.' })
@PublicType()
export class OpenRereviewPayload {
  @Field(() => RegradeItemType, { nullable: true, description: 'The session of the regrade; null after a failure.' })
  regradeItem: RegradeItemType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
