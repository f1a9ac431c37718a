import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { compareStandings } from './compare-standings.js';
import type { MemberStanding } from './member-standing.js';

const standing = (memberId: string, changes: Partial<MemberStanding> = {}): MemberStanding => ({
  memberId,
  mandateCode: 'US-GA-ANNUAL',
  status: 'ON_TRACK',
  dueOn: '2026-12-31',
  missing: [],
  lapsesOn: '2027-01-01',
  ...changes,
});
const anyStandings = fc.uniqueArray(
  fc.record({
    memberId: fc.constantFrom('a', 'b', 'c', 'd'),
    mandateCode: fc.constantFrom('US-GA-ANNUAL', 'US-FL-MR'),
    status: fc.constantFrom('ON_TRACK' as const, 'OVERDUE' as const, 'COMPLIANT' as const),
    dueOn: fc.constantFrom(null, '2026-12-31', '2027-12-31'),
    missing: fc.constant<MemberStanding['missing']>([]),
    lapsesOn: fc.constantFrom(null, '2027-01-01', '2028-01-01'),
  }),
  { selector: ({ memberId, mandateCode }) => `${memberId} ${mandateCode}` },
);

describe('two evaluations of the same members', () => {
  it.each<[string, Partial<MemberStanding> | null, Partial<MemberStanding> | null, string]>([
    ['lapse where they did not', { lapsesOn: null }, {}, 'LAPSES'],
    ['lapse earlier', {}, { lapsesOn: '2026-07-01' }, 'LAPSES'],
    ['lapse later', {}, { lapsesOn: '2028-01-01' }, 'RECOVERS'],
    ['do not lapse any more', {}, { lapsesOn: null }, 'RECOVERS'],
    ['lapse as before, in another status', {}, { status: 'AT_RISK' }, 'SAME'],
    ['were not judged and lapse', null, {}, 'LAPSES'],
    ['are not judged any more', {}, null, 'RECOVERS'],
  ])('tell who %s', (_what, before, after, lapse) => {
    const was = before && standing('a', before);
    const is = after && standing('a', after);
    expect(compareStandings(was ? [was] : [], is ? [is] : []).changes).toEqual([
      { memberId: 'a', mandateCode: 'US-GA-ANNUAL', before: was, after: is, lapse },
    ]);
  });

  it('keep mandates apart, and the order of the later one', () => {
    const florida = { mandateCode: 'US-FL-MR' };
    const { changes } = compareStandings(
      [standing('a'), standing('a', florida), standing('z')],
      [standing('b'), standing('a', { ...florida, status: 'AT_RISK' }), standing('a')],
    );
    expect(changes.map(({ memberId, mandateCode }) => [memberId, mandateCode])).toEqual([
      ['b', 'US-GA-ANNUAL'],
      ['a', 'US-FL-MR'],
      ['z', 'US-GA-ANNUAL'],
    ]);
  });

  it('that are the same differ in nothing, and counts are of everybody', () => {
    fc.assert(
      fc.property(anyStandings, anyStandings, (one, other) => {
        expect(compareStandings(one, [...one].reverse()).changes).toEqual([]);
        const there = compareStandings(one, other);
        const back = compareStandings(other, one);
        expect(there.before).toEqual(back.after);
        expect([...there.after.values()].reduce((sum, count) => sum + count, 0)).toBe(other.length);
        const opposite = { LAPSES: 'RECOVERS', RECOVERS: 'LAPSES', SAME: 'SAME' } as const;
        const said = ({ memberId, mandateCode }: { memberId: string; mandateCode: string }, lapse: string) =>
          `${memberId} ${mandateCode} ${lapse}`;
        expect(there.changes.map((each) => said(each, each.lapse)).sort()).toEqual(
          back.changes.map((each) => said(each, opposite[each.lapse])).sort(),
        );
      }),
    );
  });
});
