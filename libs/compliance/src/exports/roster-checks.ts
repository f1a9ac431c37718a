import { problemsOf, type RosterProblemCode } from '#trainees';
import type { LocalDate } from '../evaluation/local-date.js';
import type { ExportProblem } from './export.js';

/** A line of a board's roster, as far as it is checked. */
export interface CheckedLine {
  line: 'ATTENDANCE' | 'CORRECTION';
  presentationId: string;
  cancelled: boolean;
  boardId: string | null;
  controlNumber: string | null;
  /** Whether whoever held it may teach. */
  instructorActive: boolean;
  startsOn: LocalDate;
  endsOn: LocalDate;
  /** The agency's day on which the presentation was opened. */
  openedOn: LocalDate;
  rosterState: string;
  /** null where the trainee has earned nothing there. */
  hours: number | null;
  approvedHours: number;
  /** Whether a later line replaces it. */
  corrected: boolean;
}

export interface RosterRules {
  asOf: LocalDate;
  /** Under which system of external ids the officer numbers are kept. */
  boardIdSystem: string;
  /** Days before a presentation by which the board wants to hear of it; null for none. */
  requestDaysBefore: number | null;
}

type Finding = Omit<ExportProblem, 'row'>;

/**
 * In which column a line shows what a roster is refused for when it is submitted. What is left out concerns no line: the roster as a
 * whole, or a sheet of attendance that is not in the file.
 */
const COLUMN_OF: Readonly<Partial<Record<RosterProblemCode, string>>> = {
  CANCELLED: 'rosterState',
  INSTRUCTOR_NOT_ACTIVE: 'instructor',
  NO_CONTROL_NUMBER: 'controlNumber',
  LATE_REQUEST: 'startsOn',
  MISSING_STATE_ID: 'boardId',
  HOURS_DIFFER: 'hours',
};

/** What a board would say about one line by itself: by the rule that a roster is submitted by, and what only a file can have. */
export function lineProblems(line: CheckedLine, rules: RosterRules): Finding[] {
  const found = submissionProblems(line, rules);
  const noted = (code: Finding['code'], field: string, message: string) =>
    found.push({ code, field, message, blocking: false });

  if (line.endsOn > rules.asOf) {
    const message = `the presentation ends on ${line.endsOn}, after ${rules.asOf}`;
    found.push({ code: 'NOT_OVER', field: 'endsOn', message, blocking: true });
  }
  if (!line.corrected && (line.hours ?? 0) === 0) noted('NOTHING_EARNED', 'hours', 'none: nothing was earned there');
  if (line.rosterState === 'REJECTED') noted('REJECTED_BY_BOARD', 'rosterState', 'the board has rejected this roster');
  return found;
}

function submissionProblems(line: CheckedLine, { boardIdSystem, requestDaysBefore }: RosterRules): Finding[] {
  const problems = problemsOf({
    cancelled: line.cancelled,
    instructor: { memberId: '', active: line.instructorActive },
    controlNumber: line.controlNumber,
    approvedHours: line.approvedHours,
    openedOn: line.openedOn,
    startsOn: line.startsOn,
    requestDaysBefore,
    stateIdSystem: boardIdSystem,
    // What was corrected stands no more: only what replaced it is held against the course.
    rows: [
      {
        memberId: '',
        onRoster: true,
        stateId: line.boardId,
        attended: null,
        hours: line.corrected ? null : line.hours,
      },
    ],
  });
  return problems.flatMap(({ code, message, blocking }) => {
    const field = COLUMN_OF[code];
    return field === undefined ? [] : [{ code, field, message, blocking }];
  });
}

/** Finds officer numbers that stand for two people of one presentation; lines of a presentation must follow each other. */
export class RepeatedNumbers {
  private presentationId: string | null = null;
  private holders = new Map<string, string>();

  /** @returns a problem when the number is already another trainee's */
  problemOf(line: Pick<CheckedLine, 'presentationId' | 'boardId'>, traineeId: string): Finding | null {
    if (line.presentationId !== this.presentationId) {
      this.presentationId = line.presentationId;
      this.holders = new Map();
    }
    if (line.boardId === null) return null;
    const holder = this.holders.get(line.boardId);
    this.holders.set(line.boardId, holder ?? traineeId);
    const other = holder !== undefined && holder !== traineeId;
    const message = 'stands for somebody else of this presentation too';
    return other ? { code: 'NUMBER_REPEATED', field: 'boardId', message, blocking: true } : null;
  }
}
