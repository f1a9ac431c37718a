import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  BlobType,
  Connection,
  enumOf,
  LocalDate,
  Node,
  OperationType,
  PublicType,
  ReadScope,
  UserErrorsField,
  UserErrorType,
} from '#platform';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { SNAPSHOT_KINDS, type SnapshotKind } from './snapshot.js';

export const SnapshotKindEnum = enumOf<SnapshotKind>('SnapshotKind', 'What report a snapshot is of.', {
  DASHBOARD: 'How many members have each status, by mandate and org unit.',
  STATUS_LIST: 'How each member stands, and what they miss.',
  MEMBER: 'How one member stands, with the requirement tree and the reason of every excluded record.',
});

@InputType({ description: 'The report to keep.' })
export class TakeSnapshotInput {
  @Field(() => SnapshotKindEnum, { description: 'Which report.' })
  @IsIn(SNAPSHOT_KINDS)
  kind: SnapshotKind;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of adopted mandates, 1 to 50; left out or null for all that are in force on the day.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  mandateCodes?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Not of a MEMBER: only members of this org unit and below; left out or null for everybody in service.',
  })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only of a MEMBER: whose report. Left out or null of the others.' })
  @IsOptional()
  @IsString()
  memberId?: string | null;

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

@InputType({ description: 'The snapshot to reproduce.' })
export class ReproduceSnapshotInput {
  @Field(() => ID, { description: 'The snapshot, by global id.' })
  @IsString()
  snapshotId: string;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@ObjectType('SnapshotMandate', { description: 'A mandate version by which a snapshot was judged.' })
@ReadScope('export:read')
export class SnapshotMandateType {
  @Field(() => String, { description: 'Its code.' })
  code: string;

  @Field(() => String, { description: 'Its version.' })
  version: string;

  @Field(() => String, { description: 'SHA-256 of its body, 64 characters of lower-case hex.' })
  digest: string;
}

@ObjectType('SnapshotReproduction', { description: 'What came of making a snapshot’s report again from its inputs.' })
@ReadScope('export:read')
export class SnapshotReproductionType {
  @Field(() => Boolean, { description: 'Whether it is the same, byte for byte.' })
  equal: boolean;

  @Field(() => String, { description: 'SHA-256 of the JSON that was made, 64 characters of lower-case hex.' })
  resultDigest: string;

  @Field(() => String, { description: 'Which evaluator made it.' })
  evaluatorVersion: string;

  @Field(() => Date, { description: 'When.' })
  reproducedAt: Date;

  @Field(() => BlobType, { nullable: true, description: 'The JSON, kept for 90 days; null for a caller who may not.' })
  result: BlobType | null;
}

@ObjectType('ComplianceSnapshot', {
  implements: () => [Node],
  description: 'A report as it was on a day, kept for good with all that it was made of.',
})
@ReadScope('export:read')
export class ComplianceSnapshotType extends Node {
  @Field(() => SnapshotKindEnum, { description: 'Which report.' })
  kind: string;

  @Field(() => [String], { nullable: true, description: 'Only these mandates; null: all that were in force.' })
  mandateCodes: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only members of this org unit and below; null: everybody.' })
  orgUnitId: string | null;

  @Field(() => ID, { nullable: true, description: 'Of a MEMBER whose report it is, by global id; null of the others.' })
  memberId: string | null;

  @Field(() => LocalDate, { description: 'The agency’s day as of which is judged.' })
  asOf: string;

  @Field(() => Date, { description: 'What was recorded before this instant is in it.' })
  knownAt: Date;

  @Field(() => [SnapshotMandateType], { description: 'By what was judged.' })
  mandates: SnapshotMandateType[];

  @Field(() => String, { description: 'Which evaluator made it.' })
  evaluatorVersion: string;

  @Field(() => Int, { description: 'How many members it is about.' })
  members: number;

  @Field(() => String, {
    description: 'SHA-256 of the lines of its inputs before compression, 64 characters of lower-case hex.',
  })
  inputDigest: string;

  @Field(() => String, { description: 'SHA-256 of the report as JSON, 64 characters of lower-case hex.' })
  resultDigest: string;

  @Field(() => BlobType, {
    nullable: true,
    description: 'Its inputs as JSON lines, compressed by gzip; null for a caller who may not read files.',
  })
  inputs: BlobType | null;

  @Field(() => BlobType, { nullable: true, description: 'The report as JSON; null for a caller who may not.' })
  result: BlobType | null;

  @Field(() => BlobType, { nullable: true, description: 'The report as CSV; null for a caller who may not.' })
  csv: BlobType | null;

  @Field(() => ID, { description: 'Who took it: global id of a member.' })
  createdById: string;

  @Field(() => Date, { description: 'When it was stored.' })
  createdAt: Date;

  @Field(() => SnapshotReproductionType, {
    nullable: true,
    description: 'What came of reproducing it the last time; null when nobody has.',
  })
  lastReproduction: SnapshotReproductionType | null;
}

/** After the type it lists: ComplianceSnapshotConnection and ComplianceSnapshotEdge, described. */
export const ComplianceSnapshotConnection = Connection(ComplianceSnapshotType);

@ObjectType({ description: 'The operation that was started, or why none was.' })
@PublicType()
export class SnapshotOperationPayload {
  @Field(() => OperationType, {
    nullable: true,
    description:
      'How far it is. Its result names the snapshot and its digests. Null after a failure, and for a caller who may not see it.',
  })
  operation: OperationType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
