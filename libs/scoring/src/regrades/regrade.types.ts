import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import {
  Connection,
  enumOf,
  Node,
  OperationType,
  PublicType,
  ReadScope,
  UserErrorsField,
  UserErrorType,
} from '#platform';
import { IsBoolean, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { REGRADE_GRADERS, type RegradeGraderKind } from './regrade-graders.js';

export const RegradeGraderEnum = enumOf<RegradeGraderKind>('RegradeGrader', 'What can grade sessions again.', {
  FEATURES: 'Rules over the officer’s words. Its proposals are FORMATIVE.',
  EMBEDDED: 'The same rules, and a small fitted model’s ratings of what the officer said. Its proposals are FORMATIVE.',
  JUDGE: 'The language model that the agency has as its judge.',
});

@ObjectType('Regrade', {
  implements: () => [Node],
  description:
    'Many proof sessions graded again, by another grader or under another rubric version. Its proposals lie beside the grades and change none of them.',
})
@ReadScope('grade:regrade')
export class RegradeType extends Node {
  @Field(() => RegradeGraderEnum, { description: 'What proposes.' })
  graderKind: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the model version that judges; null for a grader without a model.',
  })
  modelVersionId: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the rubric version; null where each session is graded under its own.',
  })
  rubricVersionId: string | null;

  @Field(() => Date, { nullable: true, description: 'Only sessions that ended then or later; null for all.' })
  since: Date | null;

  @Field(() => Date, { nullable: true, description: 'Only sessions that ended before; null for all until the start.' })
  until: Date | null;

  @Field(() => ID, { nullable: true, description: 'Only this scenario version, by global id; null for all.' })
  scenarioVersionId: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only trainees of this org unit and below, by global id; null for all.',
  })
  orgUnitId: string | null;

  @Field(() => Boolean, { description: 'Whether only sessions with a signed grade are taken.' })
  onlyDecided: boolean;

  @Field(() => String, { nullable: true, description: 'Why it was started; null where nobody said.' })
  note: string | null;

  @Field(() => ID, { description: 'Who started it: global id of a member.' })
  startedById: string;

  @Field(() => Date, { description: 'When it was started. Sessions that end later are not part of it.' })
  startedAt: Date;

  @Field(() => OperationType, { description: 'How far it is; cancel it by `cancelOperation`.' })
  operation: OperationType;
}

export const RegradeConnection = Connection(RegradeType);

@InputType({ description: 'Which proof sessions to grade again, by what.' })
export class StartRegradeInput {
  @Field(() => RegradeGraderEnum, { description: 'What shall propose.' })
  @IsIn(REGRADE_GRADERS)
  graderKind: RegradeGraderKind;

  @Field(() => ID, {
    nullable: true,
    description:
      'Only with JUDGE: global id of the agency’s judge, so that no other is asked; left out or null for whichever it is.',
  })
  @IsOptional()
  @IsString()
  modelVersionId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Global id of a published rubric version; left out or null, each session is graded under the version that it was played for.',
  })
  @IsOptional()
  @IsString()
  rubricVersionId?: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Only sessions that ended then or later; left out or null for all.',
  })
  @IsOptional()
  since?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Only sessions that ended before; left out or null for all.' })
  @IsOptional()
  until?: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only this scenario version, by global id; left out or null for all.',
  })
  @IsOptional()
  @IsString()
  scenarioVersionId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only trainees who are in this org unit or below it now, by global id; left out or null for all.',
  })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only sessions with a signed grade; left out, null or false takes those without, too.',
  })
  @IsOptional()
  @IsBoolean()
  onlyDecided?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why, at most 1,000 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  note?: string | null;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@ObjectType({ description: 'The regrade that was started, or why none was.' })
@PublicType()
export class StartRegradePayload {
  @Field(() => RegradeType, { nullable: true, description: 'The regrade; null after a failure.' })
  regrade: RegradeType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
