import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import {
  Connection,
  DateTime,
  LocalDate,
  Node,
  PublicType,
  ReadScope,
  UserErrorsField,
  UserErrorType,
} from '#platform';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, IsString, Length, MaxLength } from 'class-validator';

@ObjectType('AuditorGrant', {
  implements: () => [Node],
  description:
    'That a state auditor may see what the agency shows the board, and until when. It is never changed, only revoked.',
})
@ReadScope('auditor:read')
export class AuditorGrantType extends Node {
  @Field(() => String, { description: 'The state auditor’s name.' })
  name: string;

  @Field(() => String, { description: 'Their e-mail address.' })
  email: string;

  @Field(() => String, { description: 'Where they come from.' })
  organisation: string;

  @Field(() => [String], { description: 'Codes of the mandates shown.' })
  mandateCodes: string[];

  @Field(() => [ID], {
    description:
      'Global ids of the org units whose members are shown, with all below them; empty for the whole agency.',
  })
  orgUnitIds: string[];

  @Field(() => String, {
    nullable: true,
    description: 'The system of external ids by which the board knows members; null where none is shown.',
  })
  idSystem: string | null;

  @Field(() => LocalDate, { description: 'First day of the records shown.' })
  recordsFrom: string;

  @Field(() => LocalDate, { nullable: true, description: 'Last day of the records shown; null for no end.' })
  recordsTo: string | null;

  @Field(() => Boolean, { description: 'Whether it holds now: neither revoked nor over.' })
  active: boolean;

  @Field(() => DateTime, { description: 'When it is over.' })
  expiresAt: Date;

  @Field(() => ID, { description: 'Global id of the member who granted it.' })
  grantedById: string;

  @Field(() => DateTime, { description: 'When it was granted.' })
  grantedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null where it was not.' })
  revokedAt: Date | null;
}

export const AuditorGrantConnection = Connection(AuditorGrantType);

@InputType({ description: 'Whom to show what, and until when.' })
export class GrantAuditorAccessInput {
  @Field(() => String, { description: 'The state auditor’s name, 1 to 200 characters.' })
  @IsString()
  @MaxLength(200)
  name: string;

  @Field(() => String, { description: 'Their e-mail address, at most 254 characters; nothing is sent to it.' })
  @IsString()
  @MaxLength(254)
  email: string;

  @Field(() => String, { description: 'Where they come from, 1 to 200 characters.' })
  @IsString()
  @MaxLength(200)
  organisation: string;

  @Field(() => [String], { description: 'Codes of adopted mandates that are shown, 1 to 50; no other mandate is.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  mandateCodes: string[];

  @Field(() => [ID], {
    nullable: true,
    description:
      'Global ids of the org units whose members are shown, with all below them, at most 50; the whole agency when left out, null or empty.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  orgUnitIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The system of external ids by which the board knows members, 1 to 50 characters; no external id is shown when left out or null.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 50)
  idSystem?: string | null;

  @Field(() => LocalDate, { description: 'First day of the records shown; not in the future.' })
  @IsString()
  recordsFrom: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day of the records shown, in time; no end when left out or null.',
  })
  @IsOptional()
  @IsString()
  recordsTo?: string | null;

  @Field(() => DateTime, { description: 'When it is over, within 90 days.' })
  expiresAt: Date;

  @Field(() => String, {
    description: 'Names this request, 1 to 200 characters: a repeat gives the first answer, without the token.',
  })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@InputType({ description: 'Which grant to end.' })
export class RevokeAuditorAccessInput {
  @Field(() => ID, { description: 'Global id of an auditor grant; revoking twice is revoking once.' })
  @IsString()
  auditorGrantId: string;
}

@ObjectType({ description: 'The grant with its token, or why there is none.' })
@PublicType()
export class GrantAuditorAccessPayload {
  @Field(() => AuditorGrantType, { nullable: true, description: 'The grant; null after a failure.' })
  auditorGrant?: AuditorGrantType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the state auditor sends as `Authorization: Bearer <token>`. Shown once, stored nowhere: null after a failure, and in a repeat.',
  })
  token?: string | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The grant, or why nothing changed.' })
@PublicType()
export class RevokeAuditorAccessPayload {
  @Field(() => AuditorGrantType, { nullable: true, description: 'The grant as it is now; null after a failure.' })
  auditorGrant?: AuditorGrantType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
