import { ROSTER_PROBLEM_CODES } from '#trainees';
import type { LocalDate } from '../evaluation/local-date.js';
import type { BoardLayout } from './board-layouts.js';
import type { Cell, Column } from './formats/table.js';

export const EXPORT_KINDS = ['BOARD_ROSTER', 'TRANSCRIPT', 'STATUS_LIST'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export const EXPORT_FORMATS = ['CSV', 'XLSX', 'JSON'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What an export is of. Lists are null where they limit nothing; days are local dates of the agency, both inclusive. */
export interface ExportSelection {
  kind: ExportKind;
  format: ExportFormat;
  layout: BoardLayout;
  /** Under which system of external ids the officer numbers of the board are kept. */
  boardIdSystem: string;
  mandateCode: string | null;
  presentationIds: readonly string[] | null;
  memberIds: readonly string[] | null;
  orgUnitId: string | null;
  from: LocalDate | null;
  to: LocalDate | null;
  /** The agency's day as of which it is told; never null, so that a repeat on another day tells the same. */
  asOf: LocalDate;
  /** Whether a roster is written that its board would refuse. */
  allowProblems: boolean;
  byteOrderMark: boolean;
}

/** What a roster is checked for when it is submitted, and what only a file of rosters can have. */
export const EXPORT_PROBLEM_CODES = [
  ...ROSTER_PROBLEM_CODES,
  'NOT_OVER',
  'NOTHING_EARNED',
  'REJECTED_BY_BOARD',
  'NUMBER_REPEATED',
] as const;
export type ExportProblemCode = (typeof EXPORT_PROBLEM_CODES)[number];

/** What is wrong with a line before a board sees it. */
export interface ExportProblem {
  /** The line of the file, its names being line 1; null for what has no line. */
  row: number | null;
  code: ExportProblemCode;
  /** The key of the column. */
  field: string;
  message: string;
  /** Whether a board would refuse the roster for it. */
  blocking: boolean;
}

/** What is written: how many pieces (members, statuses or places on a roster) it is made of, and its lines, read while they are written. */
export interface ExportTable {
  columns: readonly Column[];
  total: number;
  /** Pieces worked through so far. */
  done(): number;
  rows: AsyncIterable<readonly Cell[]>;
  problems: ProblemLog;
}

/** Problems are counted without end and told up to a number. */
const MOST_TOLD = 200;

export class ProblemLog {
  readonly told: ExportProblem[] = [];
  count = 0;
  blocking = 0;

  add(problem: ExportProblem): void {
    this.count += 1;
    if (problem.blocking) this.blocking += 1;
    if (this.told.length < MOST_TOLD) this.told.push(problem);
  }
}
