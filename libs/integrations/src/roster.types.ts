import { ExternalIdInput, ExternalIdType, MemberStateEnum, MemberType, type MemberState } from '#agencies';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { enumOf, PublicType, UserErrorsField, UserErrorType } from '#platform';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

/** More belongs into several calls: each is one transaction, and another's turn must not wait for it. */
export const MOST_ROWS = 500;

const RosterOutcomeEnum = enumOf('RosterOutcome', 'What became of one row of a roster.', {
  CREATED: 'The member is new, as a trainee.',
  UPDATED: 'The member was known, and something of them has changed.',
  UNCHANGED: 'The member was known, exactly so.',
  REFUSED: 'Nothing of this row was written; its error says why.',
});

@InputType({ description: 'One person as the outside system knows them. What is absent stays as it is.' })
export class RosterRowInput {
  @Field(() => ExternalIdInput, {
    description: 'What the outside system calls the person: decides whether they are new.',
  })
  externalId: ExternalIdInput;

  @Field(() => String, { description: 'Given name, 1 to 100 characters.' })
  @IsString()
  @MaxLength(1_000)
  givenName: string;

  @Field(() => String, { description: 'Family name, 1 to 100 characters.' })
  @IsString()
  @MaxLength(1_000)
  familyName: string;

  @Field(() => String, { nullable: true, description: 'E-mail address, at most 254 characters, unique in the agency.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Badge number, at most 40 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  badgeNumber?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the org unit; null for none.' })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;

  @Field(() => MemberStateEnum, {
    nullable: true,
    description: 'Whether the member belongs to the agency and may act.',
  })
  @IsOptional()
  @IsIn(Object.keys(MemberStateEnum))
  state?: MemberState | null;
}

@InputType({ description: 'Rows of a roster. Nobody is removed for being absent from it.' })
export class UpsertRosterInput {
  @Field(() => [RosterRowInput], {
    description: `1 to ${MOST_ROWS} rows; the same rows again change nothing. Of rows with the same external id only the first is taken.`,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ROWS)
  rows: RosterRowInput[];
}

@ObjectType({ description: 'What became of one row of a roster.' })
@PublicType()
export class RosterRowOutcome {
  @Field(() => Int, { description: 'Which row of the input, from 0.' })
  row: number;

  @Field(() => ExternalIdType, { description: 'What the outside system calls the person.' })
  externalId: ExternalIdType;

  @Field(() => RosterOutcomeEnum, { description: 'What became of it.' })
  outcome: string;

  @Field(() => MemberType, { nullable: true, description: 'The member; null when the row was refused.' })
  member: MemberType | null;

  @Field(() => UserErrorType, { nullable: true, description: 'Why the row was refused; null when it was not.' })
  error: UserErrorType | null;
}

@ObjectType({ description: 'One outcome for each row, in their order.' })
@PublicType()
export class UpsertRosterPayload {
  @Field(() => [RosterRowOutcome], { nullable: true, description: 'The outcomes; null when no row was looked at.' })
  outcomes: RosterRowOutcome[] | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
