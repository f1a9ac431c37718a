import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { enumOf, LocalDate, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { ExemptionKind } from './exemption.entity.js';

const ExemptionKindEnum = enumOf<ExemptionKind>('ExemptionKind', 'What kind of decision excuses a member.', {
  EXEMPTION: 'One of the mandate’s own rules applies, for example active duty.',
  WAIVER: 'The authority waives the whole mandate for a time.',
});

@ObjectType('Exemption', {
  implements: () => [Node],
  description: 'A recorded decision that excuses a member from a mandate. It is never changed.',
})
@ReadScope('compliance:read')
export class ExemptionType extends Node {
  @Field(() => ID, { description: 'Global id of the member.' })
  memberId: string;

  @Field(() => String, { description: 'Code of the mandate.' })
  mandateCode: string;

  @Field(() => ExemptionKindEnum, { description: 'What kind of decision it is.' })
  kind: ExemptionKind;

  @Field(() => String, { description: 'The mandate’s rule, or the reason of the waiver.' })
  code: string;

  @Field(() => LocalDate, { description: 'First day.' })
  validFrom: string;

  @Field(() => LocalDate, { nullable: true, description: 'Last day; null until further notice.' })
  validTo: string | null;

  @Field(() => String, { description: 'Why, in the words of whoever recorded it.' })
  reason: string;

  @Field(() => Date, { description: 'When it was recorded.' })
  decidedAt: Date;
}

@InputType({ description: 'A decision that excuses a member from a mandate.' })
export class RecordExemptionInput {
  @Field(() => ID, { description: 'Global id of the member.' })
  @IsString()
  memberId: string;

  @Field(() => String, { description: 'Code of a mandate that the agency has adopted.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  mandateCode: string;

  @Field(() => ExemptionKindEnum, { description: 'What kind of decision it is.' })
  kind: ExemptionKind;

  @Field(() => String, {
    description: 'One of the mandate’s exemption rules; for a waiver one of its reasons. At most 100 characters.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  code: string;

  @Field(() => LocalDate, { description: 'First day. For something that happened on one day, that day.' })
  @IsString()
  validFrom: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day, in time; the first day again for something that happened on it; null until further notice.',
  })
  @IsOptional()
  @IsString()
  validTo?: string | null;

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

@ObjectType({ description: 'The recorded decision, or why it was not recorded.' })
@PublicType()
export class ExemptionPayload {
  @Field(() => ExemptionType, { nullable: true, description: 'The decision; null after a failure.' })
  exemption: ExemptionType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
