import type { OfficerEvidence, PresentationEvidence } from '../evidence/evidence.js';
import { csvOf } from '../../exports/formats/csv.js';
import { column, type Cell, type Column } from '../../exports/formats/table.js';

const PERSON = [
  column('officerId'),
  column('boardId'),
  column('familyName'),
  column('givenName'),
  column('badgeNumber'),
];
const personOf = ({ id, boardId, familyName, givenName, badgeNumber }: OfficerEvidence): Cell[] => [
  ...[id, boardId, familyName, givenName, badgeNumber],
];

const STATUS_COLUMNS = [
  ...PERSON,
  ...[column('mandateCode'), column('mandateVersion'), column('status')],
  ...[column('windowFrom', 'DAY'), column('windowTo', 'DAY'), column('dueOn', 'DAY'), column('missing')],
];
const LEDGER_COLUMNS = [
  ...PERSON,
  ...[column('recordId'), column('completedOn', 'DAY'), column('courseCode'), column('categories'), column('provider')],
  ...[column('hours', 'NUMBER'), column('score', 'NUMBER'), column('rosterState'), column('correctsRecordId')],
  ...[column('mandateCode'), column('countsToward'), column('exclusionReason'), column('explanation')],
];
const SIGN_IN_COLUMNS = [
  ...[column('line', 'NUMBER'), column('traineeId'), column('familyName'), column('givenName'), column('badgeNumber')],
  ...[column('attended'), column('capacity'), column('score', 'NUMBER'), column('test'), column('replaced')],
  ...[column('recordedBy'), column('recordedAt')],
];
const ROSTER_COLUMNS = [
  ...[column('traineeId'), column('boardId'), column('familyName'), column('givenName'), column('badgeNumber')],
  ...[column('addedAt'), column('removedAt')],
];

/** How each of these officers stands, a line a mandate. */
export function statusLines(officers: readonly OfficerEvidence[], first: boolean): Promise<Buffer> {
  return linesOf(
    STATUS_COLUMNS,
    officers.flatMap((officer) =>
      officer.standings.map(({ code, version, status, windowFrom, windowTo, dueOn, missing }) => [
        ...personOf(officer),
        ...[code, version, status, windowFrom, windowTo, dueOn, missing.join('; ')],
      ]),
    ),
    first,
  );
}

/** Their ledgers, a line an entry and a mandate, with why it counts or does not. */
export function ledgerLines(officers: readonly OfficerEvidence[], first: boolean): Promise<Buffer> {
  return linesOf(
    LEDGER_COLUMNS,
    officers.flatMap((officer) => {
      const ledger = new Map(officer.ledger.map((row) => [row.id, row]));
      return officer.standings.flatMap(({ code, entries }) =>
        entries.map(({ recordId, countsToward, exclusionReason, explanation }) => {
          const row = ledger.get(recordId)!;
          return [
            ...personOf(officer),
            ...[row.id, row.completedOn, row.courseCode, row.categories.join('; '), row.provider, row.hours, row.score],
            ...[row.rosterState, row.correctsId, code, countsToward.join('; '), exclusionReason, explanation],
          ];
        }),
      );
    }),
    first,
  );
}

export const signInLines = ({ signIn }: PresentationEvidence): Promise<Buffer> =>
  linesOf(
    SIGN_IN_COLUMNS,
    signIn.map((row, at) => [
      ...[at + 1, row.traineeId, row.familyName, row.givenName, row.badgeNumber, row.attended ? 'yes' : 'no'],
      ...[row.capacity, row.score, row.testPassed === null ? null : row.testPassed ? 'passed' : 'failed'],
      ...[row.replaced ? 'yes' : 'no', row.recordedBy, row.recordedAt],
    ]),
    true,
  );

export const rosterLines = ({ roster }: PresentationEvidence): Promise<Buffer> =>
  linesOf(
    ROSTER_COLUMNS,
    roster.map((row) => [
      ...[row.traineeId, row.boardId, row.familyName, row.givenName, row.badgeNumber, row.addedAt, row.removedAt],
    ]),
    true,
  );

/** @param named whether the names of the columns come first */
async function linesOf(columns: readonly Column[], rows: readonly Cell[][], named: boolean): Promise<Buffer> {
  async function* all(): AsyncGenerator<Cell[]> {
    yield* rows;
  }
  const lines: string[] = [];
  for await (const line of csvOf(columns, all(), { byteOrderMark: false })) lines.push(line);
  return Buffer.from((named ? lines : lines.slice(1)).join(''));
}
