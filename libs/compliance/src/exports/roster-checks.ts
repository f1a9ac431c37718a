import { addDays, type LocalDate } from '../evaluation/local-date.js';
import type { ExportProblem } from './export.js';

/** A line of a board's roster, as far as it is checked. */
export interface CheckedLine {
  line: 'ATTENDANCE' | 'CORRECTION';
  presentationId: string;
  boardId: string | null;
  controlNumber: string | null;
  instructorState: 'ACTIVE' | 'SUSPENDED' | 'LEFT';
  startsOn: LocalDate;
  endsOn: LocalDate;
  /** The agency's day on which the presentation was opened. */
  openedOn: LocalDate;
  rosterState: string;
  /** null where the trainee has earned nothing there. */
  hours: number | null;
  approvedHours: number;
}

export interface RosterRules {
  asOf: LocalDate;
  /** Days before a presentation by which the board wants to hear of it; null for none. */
  requestDaysBefore: number | null;
}

type Finding = Omit<ExportProblem, 'row'>;

/** What a board would say about one line by itself. */
export function lineProblems(line: CheckedLine, { asOf, requestDaysBefore }: RosterRules): Finding[] {
  const found: Finding[] = [];
  const refused = (field: string, message: string) => found.push({ field, message, blocking: true });
  const noted = (field: string, message: string) => found.push({ field, message, blocking: false });

  if (line.boardId === null) refused('boardId', 'missing');
  if (line.controlNumber === null) refused('controlNumber', 'missing');
  if (line.instructorState !== 'ACTIVE') refused('instructor', `is ${line.instructorState.toLowerCase()}`);
  if (line.endsOn > asOf) refused('endsOn', `the presentation ends on ${line.endsOn}, after ${asOf}`);
  if (line.hours !== null && line.hours > line.approvedHours)
    refused('hours', `${line.hours} are more than the course's approved ${line.approvedHours}`);
  if (line.hours === null) noted('hours', 'none: nothing was earned there');
  else if (line.hours < line.approvedHours)
    noted('hours', `${line.hours} are less than the course's approved ${line.approvedHours}`);
  if (line.rosterState === 'REJECTED') noted('rosterState', 'the board has rejected this roster');
  if (requestDaysBefore !== null) {
    const latest = addDays(line.startsOn, -requestDaysBefore);
    if (line.openedOn > latest)
      noted('startsOn', `opened on ${line.openedOn}; the board asks ${requestDaysBefore} days before, by ${latest}`);
  }
  return found;
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
    return other
      ? { field: 'boardId', message: 'stands for somebody else of this presentation too', blocking: true }
      : null;
  }
}
