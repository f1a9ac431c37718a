import type { TenantTx } from '#platform';
import { localDateOf } from '../../evaluation/local-date.js';
import { LAYOUT_RULES } from '../board-layouts.js';
import { ProblemLog, type ExportSelection, type ExportTable } from '../export.js';
import { column, type Cell, type Column } from '../formats/table.js';
import { lineProblems, RepeatedNumbers, type CheckedLine } from '../roster-checks.js';
import {
  countOffRoster,
  countPlaces,
  earnedAt,
  rosterPlaces,
  type EarnedLine,
  type ExportReach,
  type RosterPlace,
} from './roster.queries.js';

const PLACES_A_PAGE = 500;

const COLUMNS: readonly Column[] = [
  column('line'),
  column('boardId'),
  column('familyName'),
  column('givenName'),
  column('badgeNumber'),
  column('courseCode'),
  column('controlNumber'),
  column('courseTitle'),
  column('board'),
  column('delivery'),
  column('categories'),
  column('startsOn', 'DAY'),
  column('endsOn', 'DAY'),
  column('location'),
  column('instructor'),
  column('rosterState'),
  column('completedOn', 'DAY'),
  column('hours', 'NUMBER'),
  column('approvedHours', 'NUMBER'),
  column('score', 'NUMBER'),
  column('recordId'),
  column('correctsRecordId'),
  column('reason'),
];

type RosterLine = CheckedLine & { place: RosterPlace; earned: EarnedLine | null };

/** Rosters as a board wants them: each trainee with what they earned, and each correction on a line of its own after what it corrects. */
export async function rosterTable(
  tx: TenantTx,
  reach: ExportReach,
  selection: ExportSelection,
  timezone: string,
): Promise<ExportTable> {
  const { names, requestDaysBefore } = LAYOUT_RULES[selection.layout];
  const { asOf, boardIdSystem } = selection;
  const problems = new ProblemLog();
  const { places, empty } = await countPlaces(tx, reach, selection);
  if (places === 0 || empty > 0) {
    const message =
      places === 0 ? 'nobody is on any of these rosters' : `${empty} of these rosters have nobody on them`;
    problems.add({ row: null, code: 'EMPTY_ROSTER', field: 'roster', message, blocking: true });
  }
  const offRoster = await countOffRoster(tx, reach, selection);
  if (offRoster > 0) {
    const message = `there are hours in the ledger of ${offRoster} who are not on the roster of their presentation`;
    problems.add({ row: null, code: 'HOURS_OFF_ROSTER', field: 'roster', message, blocking: true });
  }
  let done = 0;
  async function* rows(): AsyncGenerator<Cell[]> {
    const numbers = new RepeatedNumbers();
    // The names are line 1.
    let row = 1;
    for (let after: RosterPlace | null = null; ;) {
      const page: RosterPlace[] = await rosterPlaces(tx, reach, selection, { after, limit: PLACES_A_PAGE });
      for (const line of linesOf(page, await earnedAt(tx, reach, page), timezone)) {
        row += 1;
        const repeated = numbers.problemOf(line, line.place.traineeId);
        const found = lineProblems(line, { asOf, boardIdSystem, requestDaysBefore });
        for (const problem of repeated ? [...found, repeated] : found) problems.add({ row, ...problem });
        yield cellsOf(line);
      }
      done += page.length;
      after = page.at(-1) ?? null;
      if (page.length < PLACES_A_PAGE) return;
    }
  }
  const columns = COLUMNS.map((one) => ({ ...one, name: names[one.key] ?? one.name }));
  return { columns, total: places, done: () => done, rows: rows(), problems };
}

function linesOf(places: readonly RosterPlace[], earned: readonly EarnedLine[], timezone: string): RosterLine[] {
  const at = new Map<string, EarnedLine[]>();
  for (const one of earned) {
    const key = `${one.presentationId} ${one.traineeId}`;
    at.set(key, [...(at.get(key) ?? []), one]);
  }
  const corrected = new Set(earned.map(({ correctsId }) => correctsId));
  return places.flatMap((place) => {
    const found: (EarnedLine | null)[] = at.get(`${place.presentationId} ${place.traineeId}`) ?? [null];
    return found.map((one) => ({
      ...place,
      line: one?.correctsId ? ('CORRECTION' as const) : ('ATTENDANCE' as const),
      openedOn: localDateOf(place.openedAt, timezone),
      hours: one?.hours ?? null,
      corrected: one !== null && corrected.has(one.recordId),
      place,
      earned: one,
    }));
  });
}

function cellsOf({ line, place, earned }: RosterLine): Cell[] {
  return [
    line,
    place.boardId,
    place.familyName,
    place.givenName,
    place.badgeNumber,
    place.courseCode,
    place.controlNumber,
    place.courseTitle,
    place.board,
    place.delivery,
    place.categories.join('; '),
    place.startsOn,
    place.endsOn,
    place.location,
    place.instructor,
    place.rosterState,
    earned?.completedOn ?? null,
    earned?.hours ?? null,
    place.approvedHours,
    earned?.score ?? null,
    earned?.recordId ?? null,
    earned?.correctsId ?? null,
    earned?.reason ?? null,
  ];
}
