import { ExternalIdInput } from '#agencies';
import { Field, Float, ID, InputType, ObjectType } from '@nestjs/graphql';
import { enumOf, LocalDate, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { ArrayMaxSize, IsArray, IsBoolean, IsNumber, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Capacity } from '../records/training-record.entity.js';
import { CapacityEnum, TrainingRecordType } from '../records/training-record.types.js';
import type { VerificationDecision } from './outside-training-verification.entity.js';
import { MOST_OUTSIDE_ROWS, type OutsideOutcome } from './outside-training.service.js';

const OutsideTrainingStatusEnum = enumOf<OutsideOutcome['status']>(
  'OutsideTrainingStatus',
  'What entering training of one row came to.',
  {
    RECORDED: 'Entered by this call; it counts once somebody else has verified it.',
    ALREADY_RECORDED: 'The same course of the same provider on the same day was entered before; nothing changed.',
    REFUSED: 'Not entered, for the reason given.',
  },
);
const VerificationDecisionEnum = enumOf<VerificationDecision>(
  'VerificationDecision',
  'What a second person decides about training that was earned elsewhere.',
  { APPROVED: 'The evidence shows it: it counts.', REJECTED: 'It does not count, for a reason.' },
);

@InputType({ description: 'College credit, converted to hours by the table of a mandate.' })
export class CollegeCreditInput {
  @Field(() => String, { description: 'Unit as mandates name it, 1 to 60 characters, for example SEMESTER_HOUR.' })
  @IsString()
  @MaxLength(300)
  unit: string;

  @Field(() => Float, { description: 'How many of it: above 0, at most 400, with two decimals at most.' })
  @IsNumber()
  amount: number;
}

@InputType({ description: 'A test that was taken.' })
export class TestResultInput {
  @Field(() => String, { description: 'Code of the test as mandates name it, 1 to 100 characters.' })
  @IsString()
  @MaxLength(300)
  code: string;

  @Field(() => Boolean, { description: 'Whether it was passed.' })
  @IsBoolean()
  passed: boolean;
}

@InputType({ description: 'A card or certificate that was earned.' })
export class CredentialInput {
  @Field(() => String, { description: 'What it is as mandates name it, 1 to 100 characters, for example FIRST_AID.' })
  @IsString()
  @MaxLength(300)
  type: string;

  @Field(() => LocalDate, { nullable: true, description: 'Its last day; none where it does not expire.' })
  @IsOptional()
  @IsString()
  validTo?: string | null;
}

@InputType({ description: 'Training that one member earned elsewhere. Hours or college credit, never both.' })
export class OutsideTrainingRowInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the member; left out where `externalId` names them.' })
  @IsOptional()
  @IsString()
  memberId?: string | null;

  @Field(() => ExternalIdInput, { nullable: true, description: 'What another system calls the member.' })
  @IsOptional()
  externalId?: ExternalIdInput | null;

  @Field(() => String, { description: 'Who gave the training, 1 to 200 characters.' })
  @IsString()
  @MaxLength(1_000)
  provider: string;

  @Field(() => String, { description: 'The board’s code of the course, 1 to 100 characters.' })
  @IsString()
  @MaxLength(500)
  courseCode: string;

  @Field(() => [String], {
    description: 'Categories of training that it counts in, 1 to 20 of at most 100 characters.',
  })
  @IsArray()
  @ArrayMaxSize(100)
  @MaxLength(500, { each: true })
  categories: string[];

  @Field(() => Float, {
    nullable: true,
    description: 'The course’s approved hours: above 0, at most 400, with two decimals at most.',
  })
  @IsOptional()
  @IsNumber()
  hours?: number | null;

  @Field(() => CollegeCreditInput, { nullable: true, description: 'College credit in place of hours.' })
  @IsOptional()
  collegeCredit?: CollegeCreditInput | null;

  @Field(() => String, { description: 'How it was delivered, 1 to 50 characters, for example CLASSROOM or ONLINE.' })
  @IsString()
  @MaxLength(300)
  delivery: string;

  @Field(() => LocalDate, { description: 'Day on which it was completed, where the agency is; not after today.' })
  @IsString()
  completedOn: string;

  @Field(() => Float, { nullable: true, description: 'Score in percent, 0 to 100 with one decimal at most.' })
  @IsOptional()
  @IsNumber()
  score?: number | null;

  @Field(() => TestResultInput, { nullable: true, description: 'The test that went with it.' })
  @IsOptional()
  test?: TestResultInput | null;

  @Field(() => CredentialInput, { nullable: true, description: 'The card or certificate that it gave.' })
  @IsOptional()
  credential?: CredentialInput | null;

  @Field(() => CapacityEnum, { nullable: true, description: 'In what capacity; left out, STUDENT.' })
  @IsOptional()
  capacity?: Capacity | null;

  @Field(() => String, { description: 'Which document proves it, 1 to 200 characters, for example its number.' })
  @IsString()
  @MaxLength(1_000)
  evidence: string;
}

@InputType({ description: 'Training that members earned elsewhere. Safe to repeat.' })
export class RecordOutsideTrainingInput {
  @Field(() => [OutsideTrainingRowInput], { description: `The training, 1 to ${MOST_OUTSIDE_ROWS} rows.` })
  @IsArray()
  @ArrayMaxSize(1_000)
  rows: OutsideTrainingRowInput[];
}

@InputType({ description: 'What a second person decides about training that was earned elsewhere. Safe to repeat.' })
export class VerifyOutsideTrainingInput {
  @Field(() => ID, { description: 'Global id of the training record, whose source is OUTSIDE.' })
  @IsString()
  recordId: string;

  @Field(() => VerificationDecisionEnum, { description: 'The decision.' })
  decision: VerificationDecision;

  @Field(() => String, { nullable: true, description: 'Why, 1 to 1000 characters; needed for REJECTED.' })
  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  reason?: string | null;
}

@ObjectType({ description: 'What became of one row of the call.' })
@ReadScope('record:read')
export class OutsideTrainingOutcomeType {
  @Field(() => OutsideTrainingStatusEnum, { description: 'What it came to.' })
  status: OutsideOutcome['status'];

  @Field(() => ID, { nullable: true, description: 'Global id of the training record; null when it was refused.' })
  trainingRecordId: string | null;

  @Field(() => UserErrorType, { nullable: true, description: 'Why it was refused; null when it was not.' })
  error: UserErrorType | null;
}

@ObjectType({ description: 'One outcome for each row of the call.' })
@PublicType()
export class RecordOutsideTrainingPayload {
  @Field(() => [OutsideTrainingOutcomeType], {
    nullable: true,
    description: 'One outcome per row of the call, in its order; null when nothing was written.',
  })
  outcomes?: OutsideTrainingOutcomeType[] | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The training record after the decision.' })
@PublicType()
export class VerifyOutsideTrainingPayload {
  @Field(() => TrainingRecordType, {
    nullable: true,
    description: 'The training record; null when nothing was written.',
  })
  trainingRecord?: TrainingRecordType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
