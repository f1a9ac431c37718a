import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsOptional, IsString, Length, MaxLength } from 'class-validator';

@ObjectType('Agency', {
  implements: () => [Node],
  description: 'A police agency: no agency ever sees what is another’s.',
})
@ReadScope('agency:read')
export class AgencyType extends Node {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'IANA time zone in which its days begin and end, for example America/Chicago.' })
  timezone: string;

  @Field(() => String, { description: 'Two letters of the state whose board certifies, for example GA.' })
  stateCode: string;

  @Field(() => DateTime, { description: 'When it was provisioned.' })
  createdAt: Date;
}

@InputType({ description: 'The first admin of an agency.' })
export class FirstAdminInput {
  @Field(() => String, { description: 'Given name, 1 to 100 characters.' })
  @IsString()
  @MaxLength(100)
  givenName: string;

  @Field(() => String, { description: 'Family name, 1 to 100 characters.' })
  @IsString()
  @MaxLength(100)
  familyName: string;

  @Field(() => String, { nullable: true, description: 'E-mail address, at most 254 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(254)
  email?: string | null;
}

@InputType({ description: 'An agency to provision.' })
export class ProvisionAgencyInput {
  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;

  @Field(() => String, { description: 'Short name, unique in the deployment: 2 to 63 of a-z, 0-9 and -.' })
  @IsString()
  @MaxLength(63)
  slug: string;

  @Field(() => String, { description: 'The agency’s name, 1 to 200 characters.' })
  @IsString()
  @MaxLength(200)
  name: string;

  @Field(() => String, { description: 'IANA time zone in which its days begin and end, for example America/Chicago.' })
  @IsString()
  @MaxLength(64)
  timezone: string;

  @Field(() => String, { description: 'Two capital letters of the state whose board certifies, for example GA.' })
  @IsString()
  @MaxLength(2)
  stateCode: string;

  @Field(() => FirstAdminInput, { description: 'Its first member, who gets the role AGENCY_ADMIN.' })
  admin: FirstAdminInput;
}

@ObjectType({ description: 'The ids of the agency that was provisioned. An operator may not read more of it.' })
@PublicType()
export class ProvisionAgencyPayload {
  @Field(() => ID, { nullable: true, description: 'Global id of the agency; null when nothing was written.' })
  agencyId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of its first admin, a member; null when nothing was written.',
  })
  adminId?: string | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
