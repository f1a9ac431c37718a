import { describe, expect, it } from '@jest/globals';
import { HOURS_ALONE, type LedgerRow } from '#trainees';
import type { AllocationRow } from '../allocations/allocations.queries.js';
import type { ConsequenceRow } from '../consequences/consequences.queries.js';
import type { CompliancePolicy } from '../evaluation/input.js';
import type { ExemptionRow } from '../exemptions/exemptions.queries.js';
import { evaluationInput, type MemberRecords } from './evaluation-input.js';

const POLICY: CompliancePolicy = {
  warnDays: 30,
  graceDays: 0,
  trackedFrom: '2026-01-01',
  anchor: null,
  cohorts: [],
  exemptions: {},
};
const row = (changes: Partial<LedgerRow>): LedgerRow => ({
  ...HOURS_ALONE,
  id: 'first',
  traineeId: 'member',
  courseVersionId: 'course',
  presentationId: 'class',
  hours: 4,
  categories: ['CE', 'DE_ESCALATION'],
  courseCode: 'DE-101',
  delivery: 'CLASSROOM',
  provider: 'Brook County',
  completedOn: '2026-03-02',
  score: 88,
  rosterState: 'APPROVED',
  source: 'SESSION',
  sourceId: 'session',
  correctsId: null,
  reason: null,
  recordedBy: 'instructor',
  recordedAt: new Date(0),
  ...changes,
});
const decision = (changes: Partial<ExemptionRow>): ExemptionRow => ({
  id: 'decision',
  memberId: 'member',
  mandateCode: 'US-GA-ANNUAL',
  kind: 'EXEMPTION',
  code: 'INACTIVE_FULL_YEAR',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  reason: 'On leave.',
  decidedAt: new Date(0),
  ...changes,
});
const inputOf = (records: Partial<MemberRecords>) =>
  evaluationInput(
    { facts: [], ledger: [], planned: [], exemptions: [], consequences: [], allocations: [], ...records },
    { name: 'Brook County', timezone: 'America/New_York' },
    POLICY,
  );

describe('the input of an evaluation', () => {
  it('takes an entry as the ledger has it', () => {
    expect(inputOf({ ledger: [row({})] }).entries).toEqual([
      expect.objectContaining({
        id: 'first',
        date: '2026-03-02',
        course: 'DE-101',
        hours: 4,
        score: 88,
        rosterStatus: 'APPROVED',
        corrects: null,
      }),
    ]);
  });

  it('lets a correction without a class rest on the roster of what it corrects, and nothing on no roster at all', () => {
    const correction = row({ id: 'second', presentationId: null, rosterState: null, correctsId: 'first', hours: 2 });
    const standing = (ledger: LedgerRow[]) => inputOf({ ledger }).entries.map((entry) => entry.rosterStatus);
    expect(standing([row({}), correction])).toEqual(['APPROVED', 'APPROVED']);
    expect(standing([row({ rosterState: 'PENDING' }), correction])).toEqual(['PENDING', 'PENDING']);
    expect(standing([correction])).toEqual(['DRAFT']);
  });

  it('takes training earned elsewhere for what its verification says, over a correction of its correction', () => {
    const outside = { source: 'OUTSIDE' as const, presentationId: null, rosterState: 'PENDING' as const };
    const corrected = { source: 'CORRECTION' as const, presentationId: null, rosterState: null };
    const ledger = [
      row(outside),
      row({ ...corrected, id: 'second', correctsId: 'first' }),
      row({ ...corrected, id: 'third', correctsId: 'second' }),
    ];
    expect(inputOf({ ledger }).entries.map((entry) => entry.rosterStatus)).toEqual(['PENDING', 'PENDING', 'PENDING']);
  });

  it('has college credit in place of hours, and what else an entry was worth', () => {
    const collegeCredit = { unit: 'SEMESTER_HOUR', amount: 3 };
    const worth = {
      collegeCredit,
      test: { code: 'FINAL', passed: true },
      credential: { type: 'FIRST_AID', validTo: '2027-02-28' },
      capacity: 'INSTRUCTOR' as const,
    };
    expect(inputOf({ ledger: [row({ ...worth, hours: 0 })] }).entries).toEqual([
      expect.objectContaining({ ...worth, hours: null }),
    ]);
    const removed = row({ id: 'second', correctsId: 'first', hours: 0 });
    expect(inputOf({ ledger: [removed] }).entries[0]).toMatchObject({ hours: 0, collegeCredit: null });
  });

  it('tells a decision for one day from a range, and waivers from exemptions', () => {
    const { exemptions, waivers } = inputOf({
      exemptions: [
        decision({ validFrom: '2026-05-02', validTo: '2026-05-02' }),
        decision({}),
        decision({ kind: 'WAIVER', code: 'MEDICAL', validTo: null }),
      ],
    });
    expect(exemptions).toEqual([
      { code: 'INACTIVE_FULL_YEAR', on: '2026-05-02', from: null, to: '2026-05-02' },
      { code: 'INACTIVE_FULL_YEAR', on: null, from: '2026-01-01', to: '2026-12-31' },
    ]);
    expect(waivers).toEqual([{ from: '2026-01-01', to: null }]);
  });

  it('leaves out a consequence that was taken back on its first day', () => {
    const consequence = (recordedOn: string, endedOn: string | null): ConsequenceRow => ({
      id: recordedOn,
      memberId: 'member',
      mandateCode: 'US-GA-ANNUAL',
      code: 'LOSS_OF_ARREST_POWERS',
      on: '2025-06-01',
      recordedOn,
      reason: 'Order of the council.',
      recordedAt: new Date(0),
      endedOn,
      endReason: null,
      endedAt: null,
    });
    const { consequences } = inputOf({
      consequences: [
        consequence('2026-02-01', null),
        consequence('2026-02-02', '2026-02-03'),
        consequence('2026-02-04', '2026-02-04'),
      ],
    });
    expect(consequences).toEqual([
      { on: '2025-06-01', recordedOn: '2026-02-01', endedOn: null },
      { on: '2025-06-01', recordedOn: '2026-02-02', endedOn: '2026-02-03' },
    ]);
  });

  it('has what is allocated as the entry that stands in the ledger now', () => {
    const allocation = (recordId: string): AllocationRow => ({
      id: recordId,
      memberId: 'member',
      recordId,
      purpose: 'SALARY_INCENTIVE',
      reason: 'Paid.',
      allocatedAt: new Date(0),
      releasedAt: null,
      releaseReason: null,
    });
    const ledger = [
      row({ id: 'third', correctsId: 'second' }),
      row({}),
      row({ id: 'second', correctsId: 'first' }),
      row({ id: 'alone' }),
    ];
    expect(inputOf({ ledger, allocations: ['first', 'second', 'alone'].map(allocation) }).allocations).toEqual([
      { entryId: 'third', to: 'SALARY_INCENTIVE' },
      { entryId: 'third', to: 'SALARY_INCENTIVE' },
      { entryId: 'alone', to: 'SALARY_INCENTIVE' },
    ]);
  });
});
