import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, Node, PageArgs, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

@ObjectType('Allocation', {
  implements: () => [Node],
  description:
    'That a training record is used for something else, such as salary incentive pay: under a mandate that names the purpose in `exclusiveWith` it counts for nothing until it is released. It holds for the corrections of the record too. Never changed.',
})
@ReadScope('compliance:read')
export class AllocationType extends Node {
  @Field(() => ID, { description: 'Global id of the member whose training record it is.' })
  memberId: string;

  @Field(() => ID, { description: 'Global id of the training record that was allocated.' })
  trainingRecordId: string;

  @Field(() => String, { description: 'What it is used for, as mandates name it.' })
  purpose: string;

  @Field(() => String, { description: 'Why, in the words of whoever recorded it.' })
  reason: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  allocatedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was released; null while it holds.' })
  releasedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was released; null while it holds.' })
  releaseReason: string | null;
}

/** After the type it lists: AllocationConnection and AllocationEdge, described. */
export const AllocationConnection = Connection(AllocationType);

@ArgsType()
export class AllocationsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only this member’s, by global id; left out or null: all.' })
  @IsOptional()
  @IsString()
  memberId?: string | null;
}

@InputType({ description: 'A training record that is used for something else.' })
export class AllocateRecordInput {
  @Field(() => ID, {
    description: 'Global id of the training record, of a corrected one the last correction: never the caller’s own.',
  })
  @IsString()
  trainingRecordId: string;

  @Field(() => String, {
    description:
      'What it is used for, as mandates name it in `exclusiveWith`, for example `SALARY_INCENTIVE`: at most 80 capital letters, digits, _ and -.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(80)
  purpose: string;

  @Field(() => String, { description: 'Why, 1 to 1,000 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason: string;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'An allocation that holds no more.' })
export class ReleaseAllocationInput {
  @Field(() => ID, { description: 'Global id of the allocation: never of the caller’s own training.' })
  @IsString()
  allocationId: string;

  @Field(() => String, { description: 'Why, 1 to 1,000 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason: string;
}

@ObjectType({ description: 'The allocation, or why it was not made or released.' })
@PublicType()
export class AllocationPayload {
  @Field(() => AllocationType, { nullable: true, description: 'The allocation; null after a failure.' })
  allocation: AllocationType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
