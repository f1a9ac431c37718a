import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
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
import type { BoardLayout } from './board-layouts.js';
import type { ExportFormat, ExportKind } from './export.js';

export const ExportKindEnum = enumOf<ExportKind>('ExportKind', 'What an export tells.', {
  BOARD_ROSTER:
    'Rosters of presentations for a state board: each trainee with what they earned, each correction on a line of its own.',
  TRANSCRIPT: 'The whole ledger of training records of members, what was corrected and its corrections.',
  STATUS_LIST: 'How members stand under mandates on a day.',
});

export const ExportFormatEnum = enumOf<ExportFormat>('ExportFormat', 'How an export is written.', {
  CSV: 'RFC 4180 in UTF-8. A text that a spreadsheet would calculate has an apostrophe before it.',
  XLSX: 'A workbook with one sheet: numbers are numbers, days are dates, nothing is a formula.',
  JSON: 'One object: `columns`, and `rows` as objects by their keys.',
});

export const ExportLayoutEnum = enumOf<BoardLayout>(
  'ExportLayout',
  'Whose words the names of a roster’s columns are, where sources give any. No board has certified any of these formats.',
  {
    GENERIC: 'Our own.',
    CA_EDI: 'California POST, EDI.',
    TX_TCLEDDS: 'Texas TCOLE, TCLEDDS.',
    FL_ATMS: 'Florida CJSTC, ATMS.',
    OR_F6E: 'Oregon DPSST, form F-6e.',
  },
);

@ObjectType('ExportProblem', { description: 'What is wrong with a line before a board sees it.' })
@ReadScope('export:read')
export class ExportProblemType {
  @Field(() => Int, {
    nullable: true,
    description: 'The line of the file, its names being line 1; null for what has no line.',
  })
  row: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What it is: a RosterProblemCode where submitting the roster finds it too; else NOT_OVER, NOTHING_EARNED, REJECTED_BY_BOARD or NUMBER_REPEATED. Null in exports from before there were codes.',
  })
  code?: string | null;

  @Field(() => String, { description: 'The key of the column, for example `boardId`.' })
  field: string;

  @Field(() => String, { description: 'What is wrong with it.' })
  message: string;

  @Field(() => Boolean, { description: 'Whether a board would refuse the roster for it.' })
  blocking: boolean;
}

@ObjectType('Export', {
  implements: () => [Node],
  description: 'A file for a state board or for an officer’s file: what was asked for, by whom, and what came of it.',
})
@ReadScope('export:read')
export class ExportType extends Node {
  @Field(() => ExportKindEnum, { description: 'What it tells.' })
  kind: string;

  @Field(() => ExportFormatEnum, { description: 'How it is written.' })
  format: string;

  @Field(() => ExportLayoutEnum, { description: 'Whose words the names of its columns are.' })
  layout: string;

  @Field(() => String, {
    description: 'Under which system of external ids the board’s officer numbers were looked for.',
  })
  boardIdSystem: string;

  @Field(() => String, { nullable: true, description: 'Only this mandate; null for all that the agency has adopted.' })
  mandateCode: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only these presentations, by global id; null where not limited to some.',
  })
  presentationIds: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only these members, by global id; null where not limited to some.',
  })
  memberIds: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only members of this org unit and below, by global id; null for all.',
  })
  orgUnitId: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'From this day on; null for no limit.' })
  from: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Until this day; null for no limit.' })
  to: string | null;

  @Field(() => LocalDate, { description: 'The agency’s day as of which it is told.' })
  asOf: string;

  @Field(() => Boolean, { description: 'Whether it is written although a board would refuse it.' })
  allowProblems: boolean;

  @Field(() => ID, { description: 'Who started it: global id of a member.' })
  startedById: string;

  @Field(() => Date, { description: 'When it was started.' })
  startedAt: Date;

  @Field(() => OperationType, {
    nullable: true,
    description: 'How far it is; cancel it by `cancelOperation`. Null for a caller who may not see it.',
  })
  operation: OperationType | null;

  @Field(() => Int, { nullable: true, description: 'Lines of the file after its names; null until it has ended.' })
  rows: number | null;

  @Field(() => Int, { nullable: true, description: 'How many problems were found; null until it has ended.' })
  problemCount: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Of these, those for which a board would refuse it: with any there is no file, unless `allowProblems`. Null until it has ended.',
  })
  blockingCount: number | null;

  @Field(() => [ExportProblemType], {
    description: 'The first 200 problems in the order of the lines; empty until it has ended.',
  })
  problems: ExportProblemType[];

  @Field(() => BlobType, {
    nullable: true,
    description: 'The file, kept for 90 days; null until it has ended, and where there is none.',
  })
  blob: BlobType | null;
}

/** After the type it lists: ExportConnection and ExportEdge, described. */
export const ExportConnection = Connection(ExportType);

@ObjectType({ description: 'The export that was started, or why none was.' })
@PublicType()
export class StartExportPayload {
  @Field(() => ExportType, { nullable: true, description: 'The export; null after a failure.' })
  export: ExportType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
