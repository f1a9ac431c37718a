import { describe, expect, it } from '@jest/globals';
import { problemsOf } from '#trainees';
import fc from 'fast-check';
import { lineProblems, RepeatedNumbers, type CheckedLine } from './roster-checks.js';

const LINE: CheckedLine = {
  line: 'ATTENDANCE',
  presentationId: 'p1',
  cancelled: false,
  boardId: 'A1',
  controlNumber: 'GA-1',
  instructorActive: true,
  startsOn: '2024-03-30',
  endsOn: '2024-03-31',
  openedOn: '2024-02-29',
  rosterState: 'SUBMITTED',
  hours: 4,
  approvedHours: 4,
  corrected: false,
};
const RULES = { asOf: '2024-03-31', boardIdSystem: 'board', requestDaysBefore: 30 };

describe('the check of a roster before its board sees it', () => {
  it('finds nothing in a line that is right, also on the days on which it only just is', () => {
    expect(lineProblems(LINE, RULES)).toEqual([]);
  });

  it.each<[Partial<CheckedLine>, string, string, boolean]>([
    [{ cancelled: true }, 'CANCELLED', 'rosterState', true],
    [{ boardId: null }, 'MISSING_STATE_ID', 'boardId', true],
    [{ controlNumber: null }, 'NO_CONTROL_NUMBER', 'controlNumber', true],
    [{ instructorActive: false }, 'INSTRUCTOR_NOT_ACTIVE', 'instructor', true],
    [{ endsOn: '2024-04-01' }, 'NOT_OVER', 'endsOn', true],
    [{ hours: 4.25 }, 'HOURS_DIFFER', 'hours', true],
    [{ hours: 3.5 }, 'HOURS_DIFFER', 'hours', false],
    [{ hours: null }, 'NOTHING_EARNED', 'hours', false],
    [{ hours: 0 }, 'NOTHING_EARNED', 'hours', false],
    [{ rosterState: 'REJECTED' }, 'REJECTED_BY_BOARD', 'rosterState', false],
    // Thirty days before 30 March of a leap year is 29 February.
    [{ openedOn: '2024-03-01' }, 'LATE_REQUEST', 'startsOn', false],
  ])('finds %j', (change, code, field, blocking) => {
    const found = { code, field, blocking, message: expect.any(String) };
    expect(lineProblems({ ...LINE, ...change }, RULES)).toEqual([found]);
  });

  it('holds against the course what stands, not what was corrected', () => {
    for (const hours of [4.25, 0]) expect(lineProblems({ ...LINE, hours, corrected: true }, RULES)).toEqual([]);
  });

  it('says what submitting the roster says, of whatever line', () => {
    const days = fc.constantFrom('2024-02-28', '2024-02-29', '2024-03-01', '2024-03-30', '2024-03-31');
    const lines = fc.record<CheckedLine>({
      line: fc.constant('ATTENDANCE'),
      presentationId: fc.constant('p1'),
      cancelled: fc.boolean(),
      boardId: fc.constantFrom(null, 'A1'),
      controlNumber: fc.constantFrom(null, 'GA-1'),
      instructorActive: fc.boolean(),
      startsOn: days,
      endsOn: fc.constant('2024-03-31'),
      openedOn: days,
      rosterState: fc.constantFrom('DRAFT', 'SUBMITTED', 'REJECTED'),
      hours: fc.constantFrom(null, 0, 2, 4, 4.25),
      approvedHours: fc.constant(4),
      corrected: fc.constant(false),
    });
    fc.assert(
      fc.property(lines, (line) => {
        const row = { memberId: 'ada', onRoster: true, stateId: line.boardId, attended: true, hours: line.hours };
        const submitted = problemsOf({
          ...line,
          instructor: { memberId: 'bo', active: line.instructorActive },
          requestDaysBefore: RULES.requestDaysBefore,
          stateIdSystem: RULES.boardIdSystem,
          rows: [row],
        });
        const told = lineProblems(line, RULES);
        const known = new Set(told.map(({ code, blocking }) => `${code} ${blocking}`));
        // A sum that is wrong is one of hours that differ.
        const asked = submitted.filter(({ code }) => code !== 'HOURS_DO_NOT_ADD_UP');
        expect(asked.filter(({ code, blocking }) => !known.has(`${code} ${blocking}`))).toEqual([]);
        expect(told.some(({ blocking }) => blocking)).toBe(submitted.some(({ blocking }) => blocking));
      }),
    );
  });

  it('asks nothing of a board that wants to hear of no presentation', () => {
    expect(lineProblems({ ...LINE, openedOn: '2024-03-30' }, { ...RULES, requestDaysBefore: null })).toEqual([]);
  });

  it('finds a number of two people in one presentation, and not one person twice or in two presentations', () => {
    const numbers = new RepeatedNumbers();
    const asked: [string, string | null, string][] = [
      ['p1', 'A1', 'ada'],
      ['p1', 'A1', 'ada'],
      ['p1', null, 'bo'],
      ['p1', null, 'cy'],
      ['p1', 'A1', 'bo'],
      ['p2', 'A1', 'bo'],
    ];
    const found = asked.map(([presentationId, boardId, who]) => numbers.problemOf({ presentationId, boardId }, who));
    expect(found.map((problem) => problem?.field ?? null)).toEqual([null, null, null, null, 'boardId', null]);
  });
});
