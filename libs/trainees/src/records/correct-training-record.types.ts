import { Field, Float, ID, InputType, ObjectType } from '@nestjs/graphql';
import { LocalDate, PublicType, UserErrorsField, UserErrorType } from '#platform';
import { IsNumber, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { TrainingRecordType } from './training-record.types.js';

@InputType({
  description:
    'A training record that is wrong, and what replaces it. The old entry stays in the ledger and counts no more.',
})
export class CorrectTrainingRecordInput {
  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;

  @Field(() => ID, {
    description: 'Global id of the training record that is wrong; where it was corrected before, of its correction.',
  })
  @IsString()
  recordId: string;

  @Field(() => Float, {
    description: 'The new total in hours, 0 to 400 with two decimals at most; 0 takes the training out of account.',
  })
  @IsNumber()
  hours: number;

  @Field(() => LocalDate, { description: 'Day on which it was completed, where the agency is; not after today.' })
  @IsString()
  completedOn: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Score in percent, 0 to 100 with one decimal at most; null for none. Left out, it stays as it was.',
  })
  @IsOptional()
  @IsNumber()
  score?: number | null;

  @Field(() => String, { description: 'Why the training record is wrong, 1 to 1000 characters. It stays on record.' })
  @IsString()
  @MaxLength(4_000)
  reason: string;
}

@ObjectType({ description: 'The entry that replaces the wrong one.' })
@PublicType()
export class CorrectTrainingRecordPayload {
  @Field(() => TrainingRecordType, {
    nullable: true,
    description: 'The new training record; null when nothing was written.',
  })
  trainingRecord?: TrainingRecordType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
