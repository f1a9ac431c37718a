import { elapsedDays } from './elapsed-days.js';

/** What is wrong with a roster before it goes to a state board. */
export const ROSTER_PROBLEM_CODES = [
  'CANCELLED',
  'EMPTY_ROSTER',
  'INSTRUCTOR_NOT_ACTIVE',
  'NO_CONTROL_NUMBER',
  'LATE_REQUEST',
  'MISSING_STATE_ID',
  'ATTENDANCE_MISSING',
  'HOURS_DIFFER',
  'HOURS_OFF_ROSTER',
  'HOURS_DO_NOT_ADD_UP',
] as const;
export type RosterProblemCode = (typeof ROSTER_PROBLEM_CODES)[number];

export interface RosterProblem {
  code: RosterProblemCode;
  /** Where: `roster[2].stateId`, `course.controlNumber`; rows are numbered from 0 in the order of the roster. */
  field: string;
  /** Whom it concerns; null for the roster as a whole. */
  memberId: string | null;
  message: string;
  /** Whether the roster is refused for it; what cannot be mended any more, or may be right, is only told. */
  blocking: boolean;
}

/** Somebody on the roster, or with hours of its presentation though they are not on it. */
export interface RosterRowFacts {
  memberId: string;
  onRoster: boolean;
  /** The board's id of them; null for none. */
  stateId: string | null;
  /** The last line of the attendance sheet; null where nobody wrote one. */
  attended: boolean | null;
  /** Hours that stand in the ledger for this presentation, after corrections; null where none were ever earned. */
  hours: number | null;
}

export interface RosterFacts {
  cancelled: boolean;
  instructor: { memberId: string; active: boolean };
  controlNumber: string | null;
  /** Of the course. */
  approvedHours: number;
  /** Local dates of the agency, `yyyy-mm-dd`. */
  openedOn: string;
  startsOn: string;
  /** What the agency's board asks for; null where it asks for nothing. */
  requestDaysBefore: number | null;
  stateIdSystem: string | null;
  /** In the order of the roster. */
  rows: readonly RosterRowFacts[];
}

/** Everything that is wrong, the roster as a whole first, then row by row. Pure. */
export function problemsOf(facts: RosterFacts): RosterProblem[] {
  const onRoster = facts.rows.filter((row) => row.onRoster);
  return [
    ...wholeProblems(facts, onRoster.length),
    ...onRoster.flatMap((row, index) => rowProblems(facts, row, `roster[${index}]`)),
    ...facts.rows.filter((row) => !row.onRoster && (row.hours ?? 0) > 0).map(offRoster),
    ...sumProblems(facts, onRoster),
  ];
}

function wholeProblems(facts: RosterFacts, size: number): RosterProblem[] {
  const found: RosterProblem[] = [];
  const add = (code: RosterProblemCode, field: string, message: string, blocking = true): void => {
    found.push({ code, field, memberId: null, message, blocking });
  };
  if (facts.cancelled) add('CANCELLED', 'presentation', 'the presentation was cancelled');
  if (size === 0) add('EMPTY_ROSTER', 'roster', 'nobody is on the roster');
  if (!facts.instructor.active) {
    const message = 'the instructor of this presentation is suspended, has left or is no longer an instructor';
    const { memberId } = facts.instructor;
    found.push({ code: 'INSTRUCTOR_NOT_ACTIVE', field: 'instructor', memberId, message, blocking: true });
  }
  if (facts.controlNumber === null) {
    add('NO_CONTROL_NUMBER', 'course.controlNumber', 'the course has no control number of the board');
  }
  const { requestDaysBefore, openedOn, startsOn } = facts;
  if (requestDaysBefore !== null && elapsedDays(openedOn, startsOn) < requestDaysBefore) {
    // Nothing mends it any more: whether it is forgiven is the board's to say.
    const message = `the presentation was opened on ${openedOn}, less than ${requestDaysBefore} days before ${startsOn}`;
    add('LATE_REQUEST', 'presentation.startsOn', message, false);
  }
  return found;
}

function rowProblems(facts: RosterFacts, row: RosterRowFacts, at: string): RosterProblem[] {
  const found: RosterProblem[] = [];
  const { memberId } = row;
  if (facts.stateIdSystem !== null && row.stateId === null) {
    const message = `they have no external id in ${facts.stateIdSystem}, which the board knows them by`;
    found.push({ code: 'MISSING_STATE_ID', field: `${at}.stateId`, memberId, message, blocking: true });
  }
  if (row.attended === null && row.hours === null) {
    const message = 'neither their attendance nor a signed proof session is on record';
    found.push({ code: 'ATTENDANCE_MISSING', field: `${at}.attended`, memberId, message, blocking: false });
  }
  if (row.hours !== null && row.hours !== 0 && row.hours !== facts.approvedHours) {
    const message = `their ${row.hours} hours are not the ${facts.approvedHours} that the board approved`;
    // Fewer may be right, for somebody who left; more than were approved never is.
    const blocking = row.hours > facts.approvedHours;
    found.push({ code: 'HOURS_DIFFER', field: `${at}.hours`, memberId, message, blocking });
  }
  return found;
}

const offRoster = ({ memberId, hours }: RosterRowFacts): RosterProblem => ({
  code: 'HOURS_OFF_ROSTER',
  field: 'roster',
  memberId,
  message: `somebody who is not on the roster has ${hours} hours of it`,
  blocking: true,
});

/** The sum that the board is told against the one that it works out: approved hours for each who earned any. */
function sumProblems({ approvedHours, rows }: RosterFacts, onRoster: readonly RosterRowFacts[]): RosterProblem[] {
  const earned = onRoster.filter((row) => (row.hours ?? 0) > 0).length;
  const hundredths = (hours: number): number => Math.round(hours * 100);
  const sum = rows.reduce((total, row) => total + hundredths(row.hours ?? 0), 0);
  const expected = earned * hundredths(approvedHours);
  if (sum === expected) return [];
  const message = `the ledger has ${sum / 100} hours of it; ${earned} of the roster at ${approvedHours} make ${expected / 100}`;
  return [{ code: 'HOURS_DO_NOT_ADD_UP', field: 'roster', memberId: null, message, blocking: sum > expected }];
}
