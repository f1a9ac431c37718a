import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  BlobType,
  Connection,
  LocalDate,
  Node,
  OperationType,
  PublicType,
  ReadScope,
  UserErrorsField,
  UserErrorType,
} from '#platform';
import { IsOptional, IsString, Length } from 'class-validator';

@InputType({
  description: 'Whom or what to make an audit packet of: exactly one of a presentation, a member and a mandate.',
})
export class StartAuditPacketInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'A presentation: its roster, sign-in sheet, decisions, hours and instruments. Left out or null for none.',
  })
  @IsOptional()
  @IsString()
  presentationId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A member, under every mandate in force; they may have left. Left out or null for none.',
  })
  @IsOptional()
  @IsString()
  memberId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of an adopted mandate: everybody in service under it. Left out or null for none.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  mandateCode?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'With a mandate: only members of this org unit and below; left out or null for all.',
  })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The agency’s day as of which to judge; left out or null for today.',
  })
  @IsOptional()
  asOf?: string | null;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@ObjectType('AuditPacket', {
  implements: () => [Node],
  description:
    'Proof for a state auditor: a PDF for people, and a ZIP with the same evidence as JSON and CSV and a SHA-256 of every file.',
})
@ReadScope('export:read')
export class AuditPacketType extends Node {
  @Field(() => ID, { nullable: true, description: 'The presentation that it is about, by global id; null for none.' })
  presentationId: string | null;

  @Field(() => ID, { nullable: true, description: 'The member whom it is about, by global id; null for none.' })
  memberId: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the mandate that it is about; null for none.' })
  mandateCode: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only members of this org unit and below, by global id; null for all.',
  })
  orgUnitId: string | null;

  @Field(() => LocalDate, { description: 'The agency’s day as of which is judged.' })
  asOf: string;

  @Field(() => ID, { description: 'Who started it: global id of a member.' })
  startedById: string;

  @Field(() => Date, { description: 'When it was started.' })
  startedAt: Date;

  @Field(() => OperationType, {
    nullable: true,
    description: 'How far it is; cancel it by `cancelOperation`. Null for a caller who may not see it.',
  })
  operation: OperationType | null;

  @Field(() => Int, { nullable: true, description: 'How many officers it is about; null until it has ended.' })
  officers: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 of its evidence, 64 characters of lower-case hex, as it stands at the foot of every page; null until it has ended.',
  })
  digest: string | null;

  @Field(() => BlobType, { nullable: true, description: 'The PDF, kept for a year; null until it has ended.' })
  pdf: BlobType | null;

  @Field(() => BlobType, {
    nullable: true,
    description: 'The ZIP, with `manifest.json` and `SHA256SUMS`, kept for a year; null until it has ended.',
  })
  zip: BlobType | null;
}

/** After the type it lists: AuditPacketConnection and AuditPacketEdge, described. */
export const AuditPacketConnection = Connection(AuditPacketType);

@ObjectType({ description: 'The audit packet that was started, or why none was.' })
@PublicType()
export class StartAuditPacketPayload {
  @Field(() => AuditPacketType, { nullable: true, description: 'The packet; null after a failure.' })
  auditPacket: AuditPacketType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
