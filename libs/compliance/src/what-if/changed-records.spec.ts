import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MemberRecords } from '../reports/evaluation-input.js';
import { changedRecords } from './changed-records.js';
import type { PlannedCredit, RecordsChange } from './forecast-change.js';

const ME = 'm1';
const me = new Set([ME]);
const others = new Set(['m2']);

const credit = (presentationId: string, date = '2026-12-01'): PlannedCredit => ({
  presentationId,
  date,
  categories: ['CE'],
  courseCode: 'DE-1',
  hours: 4,
  delivery: 'IN_PERSON',
});

const day = fc.nat(60).map((days) => new Date(Date.UTC(2026, 10, 1 + days)).toISOString().slice(0, 10));
const records = fc
  .record({ planned: fc.uniqueArray(fc.constantFrom('p1', 'p2', 'p3')), from: day, value: fc.constantFrom('A', 'B') })
  .map(({ planned, from, value }): MemberRecords => ({
    facts: [{ memberId: ME, fact: 'role', value, validFrom: from, validTo: null }],
    ledger: [],
    planned: planned.map((id) => ({ ...credit(id), memberId: ME })),
    exemptions: [],
    consequences: [],
    allocations: [],
  }));

describe('changes of what is on record about a member', () => {
  it('leave those alone whom they do not name', () => {
    fc.assert(
      fc.property(records, day, (before, on) => {
        const changes: RecordsChange[] = [
          { kind: 'PUT_ON', planned: credit('p9'), memberIds: others },
          { kind: 'TAKEN_OFF', presentationId: 'p1', memberIds: others },
          { kind: 'FACT', fact: 'role', value: 'C', from: on, to: null, alongside: false, memberIds: others },
          { kind: 'CLASS_CANCELLED', presentationId: 'p9' },
        ];
        expect(changedRecords(ME, before, changes)).toEqual(before);
      }),
    );
  });

  it('undo each other: who joins a class and leaves it has what they had', () => {
    fc.assert(
      fc.property(records, (before) => {
        const joined: RecordsChange = { kind: 'PUT_ON', planned: credit('p9'), memberIds: me };
        expect(changedRecords(ME, before, [joined]).planned).toHaveLength(before.planned.length + 1);
        expect(
          changedRecords(ME, before, [joined, { kind: 'TAKEN_OFF', presentationId: 'p9', memberIds: me }]),
        ).toEqual(before);
        expect(changedRecords(ME, before, [joined, { kind: 'CLASS_CANCELLED', presentationId: 'p9' }])).toEqual(before);
      }),
    );
  });

  it('come to the same in any order when they concern different things', () => {
    fc.assert(
      fc.property(records, day, (before, on) => {
        const changes: RecordsChange[] = [
          { kind: 'CLASS_MOVED', presentationId: 'p1', endsOn: on },
          { kind: 'CLASS_CANCELLED', presentationId: 'p2' },
          { kind: 'FACT', fact: 'role', value: 'C', from: on, to: null, alongside: true, memberIds: me },
        ];
        expect(changedRecords(ME, before, [...changes].reverse())).toEqual(changedRecords(ME, before, changes));
      }),
    );
  });

  it('promise the hours of a class once, and none of one that has earned them', () => {
    const joined: RecordsChange = { kind: 'PUT_ON', planned: credit('p1'), memberIds: me };
    const on = { facts: [], ledger: [], exemptions: [], planned: [{ ...credit('p1'), memberId: ME }] };
    expect(changedRecords(ME, on, [joined]).planned).toHaveLength(1);
    const earned = { ...on, planned: [], ledger: [{ presentationId: 'p1' }] } as unknown as MemberRecords;
    expect(changedRecords(ME, earned, [joined]).planned).toHaveLength(0);
  });

  it('end what held before, as recording the fact would, unless it is to stand alongside', () => {
    const before = {
      facts: [{ memberId: ME, fact: 'licence', value: 'TX', validFrom: '2020-01-01', validTo: null }],
      ledger: [],
      planned: [],
      exemptions: [],
    };
    const change = { kind: 'FACT', fact: 'licence', value: 'GA', from: '2027-02-28', to: null, memberIds: me } as const;
    expect(changedRecords(ME, before, [{ ...change, alongside: false }]).facts).toEqual([
      { memberId: ME, fact: 'licence', value: 'TX', validFrom: '2020-01-01', validTo: '2027-02-27' },
      { memberId: ME, fact: 'licence', value: 'GA', validFrom: '2027-02-28', validTo: null },
    ]);
    expect(changedRecords(ME, before, [{ ...change, alongside: true }]).facts.map((each) => each.validTo)).toEqual([
      null,
      null,
    ]);
  });
});
