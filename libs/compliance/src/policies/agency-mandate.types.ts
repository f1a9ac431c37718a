import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsNotEmpty, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import type { AgencyMandateState } from './agency-mandate.entity.js';

const AgencyMandateStateEnum = enumOf<AgencyMandateState>(
  'AgencyMandateState',
  'Where a mandate that the agency wrote is in its life.',
  {
    DRAFT: 'Being written: it can be tried, not adopted.',
    PUBLISHED: 'It can be adopted, and never changes again.',
  },
);

@ObjectType('AgencyMandate', {
  implements: () => [Node],
  description: 'One version of a mandate that the agency wrote itself, in the language of the library’s.',
})
@ReadScope('compliance:read')
export class AgencyMandateType extends Node {
  @Field(() => String, { description: 'Code of the mandate, for example `OWN-ROLL-CALL`.' })
  code: string;

  @Field(() => String, { description: 'Version of its text, for example `1.0.0`.' })
  version: string;

  @Field(() => String, { description: 'What people call it.' })
  title: string;

  @Field(() => AgencyMandateStateEnum, { description: 'Whether it is a draft or published.' })
  state: AgencyMandateState;

  @Field(() => String, { description: 'The whole mandate as JSON text; `docs/mandate.schema.json` describes it.' })
  body: string;

  @Field(() => String, { description: 'SHA-256, in hexadecimal, over the canonical JSON of its body.' })
  digest: string;

  @Field(() => Date, { description: 'When the draft was made.' })
  createdAt: Date;

  @Field(() => Date, { description: 'When it was saved last.' })
  savedAt: Date;

  @Field(() => Date, { nullable: true, description: 'When it was published; null while it is a draft.' })
  publishedAt: Date | null;
}

export const AgencyMandateConnection = Connection(AgencyMandateType);

@InputType({ description: 'What the draft of a mandate of the agency’s own shall say.' })
export class SaveMandateDraftInput {
  @Field(() => String, {
    description: 'Its code, which begins with `OWN-`, for example `OWN-ROLL-CALL`; at most 80 characters.',
  })
  @IsString()
  @Length(1, 80)
  code: string;

  @Field(() => String, {
    description:
      'The whole mandate as JSON text, at most 64 KiB, in the language of `docs/mandate.schema.json`. Its version is above every published one.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(65_536)
  body: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The `digest` of the draft that this was made from: another one by now is a CONFLICT. Left out or null for a mandate without a draft.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  expectedDigest?: string | null;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@InputType({ description: 'Which draft to publish.' })
export class PublishMandateInput {
  @Field(() => ID, { description: 'The draft; publishing it twice is publishing it once.' })
  @IsString()
  agencyMandateId: string;

  @Field(() => String, { description: 'The `digest` of the draft as it was read: another one by now is a CONFLICT.' })
  @IsNotEmpty()
  @MaxLength(64)
  expectedDigest: string;
}

@ObjectType({ description: 'The mandate of the agency’s own, or why nothing was written.' })
@PublicType()
export class AgencyMandatePayload {
  @Field(() => AgencyMandateType, { nullable: true, description: 'It after the mutation; null after a failure.' })
  agencyMandate: AgencyMandateType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
