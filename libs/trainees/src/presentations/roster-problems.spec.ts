import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problemsOf, type RosterFacts, type RosterRowFacts } from './roster-problems.js';

const row = (changes: Partial<RosterRowFacts> = {}): RosterRowFacts => ({
  memberId: 'member',
  onRoster: true,
  stateId: '4711',
  attended: true,
  hours: 4.5,
  ...changes,
});
const facts = (changes: Partial<RosterFacts> = {}): RosterFacts => ({
  cancelled: false,
  instructor: { memberId: 'instructor', active: true },
  controlNumber: 'GA-1',
  approvedHours: 4.5,
  openedOn: '2024-01-30',
  startsOn: '2024-02-29',
  requestDaysBefore: 30,
  stateIdSystem: 'BOARD',
  rows: [row()],
  ...changes,
});
const said = (changes: Partial<RosterFacts>) =>
  problemsOf(facts(changes)).map(({ code, field, blocking }) => [code, field, blocking]);

describe('what is wrong with a roster', () => {
  it('is nothing where the board has what it asks for', () => {
    expect(problemsOf(facts())).toEqual([]);
    expect(said({ rows: [row({ attended: false, hours: null }), row()] })).toEqual([]);
    expect(
      said({ stateIdSystem: null, requestDaysBefore: null, openedOn: '2024-02-29', rows: [row({ stateId: null })] }),
    ).toEqual([]);
  });

  it.each<[Partial<RosterFacts>, [string, string, boolean][]]>([
    [{ cancelled: true }, [['CANCELLED', 'presentation', true]]],
    [{ rows: [] }, [['EMPTY_ROSTER', 'roster', true]]],
    [{ rows: [row({ onRoster: false, hours: 0 })] }, [['EMPTY_ROSTER', 'roster', true]]],
    [{ instructor: { memberId: 'i', active: false } }, [['INSTRUCTOR_NOT_ACTIVE', 'instructor', true]]],
    [{ controlNumber: null }, [['NO_CONTROL_NUMBER', 'course.controlNumber', true]]],
    // A leap day: 2024-01-31 is 29 days before 2024-02-29.
    [{ openedOn: '2024-01-31' }, [['LATE_REQUEST', 'presentation.startsOn', false]]],
    [{ rows: [row(), row({ stateId: null })] }, [['MISSING_STATE_ID', 'roster[1].stateId', true]]],
    [{ rows: [row({ attended: null, hours: null })] }, [['ATTENDANCE_MISSING', 'roster[0].attended', false]]],
    [
      { rows: [row({ hours: 4 })] },
      [
        ['HOURS_DIFFER', 'roster[0].hours', false],
        ['HOURS_DO_NOT_ADD_UP', 'roster', false],
      ],
    ],
    [
      { rows: [row({ hours: 5 })] },
      [
        ['HOURS_DIFFER', 'roster[0].hours', true],
        ['HOURS_DO_NOT_ADD_UP', 'roster', true],
      ],
    ],
    [
      { rows: [row(), row({ onRoster: false })] },
      [
        ['HOURS_OFF_ROSTER', 'roster', true],
        ['HOURS_DO_NOT_ADD_UP', 'roster', true],
      ],
    ],
  ])('is told with its place: %j', (changes, expected) => {
    expect(said(changes)).toEqual(expected);
  });

  it('adds up where each has the approved hours or none, whatever their decimals', () => {
    const hours = fc.integer({ min: 1, max: 40_000 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(hours, fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), (approvedHours, earned) => {
        const rows = earned.map((has) => row({ attended: has, hours: has ? approvedHours : null }));
        expect(problemsOf(facts({ approvedHours, rows }))).toEqual([]);
      }),
    );
  });
});
