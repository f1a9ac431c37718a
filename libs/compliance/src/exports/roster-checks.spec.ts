import { describe, expect, it } from '@jest/globals';
import { lineProblems, RepeatedNumbers, type CheckedLine } from './roster-checks.js';

const LINE: CheckedLine = {
  line: 'ATTENDANCE',
  presentationId: 'p1',
  boardId: 'A1',
  controlNumber: 'GA-1',
  instructorState: 'ACTIVE',
  startsOn: '2024-03-30',
  endsOn: '2024-03-31',
  openedOn: '2024-02-29',
  rosterState: 'SUBMITTED',
  hours: 4,
  approvedHours: 4,
};
const RULES = { asOf: '2024-03-31', requestDaysBefore: 30 };

describe('the check of a roster before its board sees it', () => {
  it('finds nothing in a line that is right, also on the days on which it only just is', () => {
    expect(lineProblems(LINE, RULES)).toEqual([]);
  });

  it.each<[Partial<CheckedLine>, string, boolean]>([
    [{ boardId: null }, 'boardId', true],
    [{ controlNumber: null }, 'controlNumber', true],
    [{ instructorState: 'SUSPENDED' }, 'instructor', true],
    [{ instructorState: 'LEFT' }, 'instructor', true],
    [{ endsOn: '2024-04-01' }, 'endsOn', true],
    [{ hours: 4.25 }, 'hours', true],
    [{ hours: 3.5 }, 'hours', false],
    [{ hours: null }, 'hours', false],
    [{ rosterState: 'REJECTED' }, 'rosterState', false],
    // Thirty days before 30 March of a leap year is 29 February.
    [{ openedOn: '2024-03-01' }, 'startsOn', false],
  ])('finds %j', (change, field, blocking) => {
    expect(lineProblems({ ...LINE, ...change }, RULES)).toEqual([{ field, blocking, message: expect.any(String) }]);
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
