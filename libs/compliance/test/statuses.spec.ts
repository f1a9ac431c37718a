import { describe, expect, it } from '@jest/globals';
import { statusIntervals } from '../src/evaluation/evaluate.js';
import { agreedEvaluation as evaluate } from './naive/agreed-evaluation.js';
import type { EvaluationInput } from '../src/evaluation/input.js';
import { inputOf, ledgerEntry, packedMandate, plannedClass, workedHistories } from './worked-history.js';

const georgia = packedMandate('US-GA-ANNUAL');
const base = inputOf(workedHistories().find((history) => history.id === 'D06')!);
const on = (input: Partial<EvaluationInput>, asOf: string) => evaluate({ ...base, ...input }, georgia, asOf);
const twoHours = (rosterStatus: 'APPROVED' | 'SUBMITTED' | 'REJECTED') =>
  ledgerEntry({ id: 'x', date: '2025-12-20', category: 'CE', hours: 2, rosterStatus });

describe('what each status means', () => {
  it('is in time on the deadline day and overdue the day after', () => {
    expect(on({}, '2025-12-31').status).toBe('AT_RISK');
    expect(on({}, '2026-01-01').status).toBe('OVERDUE');
  });

  it('shows grace before overdue', () => {
    const policy = { ...base.policy, graceDays: 10 };
    expect(on({ policy }, '2026-01-10').status).toBe('IN_GRACE');
    expect(on({ policy }, '2026-01-11').status).toBe('OVERDUE');
  });

  it('waits for an undecided roster also after the deadline, and is overdue once it is rejected', () => {
    const entries = (status: 'SUBMITTED' | 'REJECTED') => [...base.entries, twoHours(status)];
    expect(on({ entries: entries('SUBMITTED') }, '2026-02-01')).toMatchObject({
      status: 'PENDING_VERIFICATION',
      windowTo: '2025-12-31',
    });
    expect(on({ entries: entries('REJECTED') }, '2026-02-01').status).toBe('OVERDUE');
  });

  it('moves on to the current year once the missed one is met, waived on its last day or lapsed', () => {
    expect(on({ entries: [...base.entries, twoHours('APPROVED')] }, '2026-02-01')).toMatchObject({
      status: 'ON_TRACK',
      windowFrom: '2026-01-01',
    });
    const waivers = [{ from: '2025-12-01', to: '2025-12-31' }];
    expect(on({ waivers }, '2025-12-15').status).toBe('WAIVED');
    expect(on({ waivers }, '2026-02-01').windowFrom).toBe('2026-01-01');
    const consequences = [{ on: '2025-12-31', recordedOn: '2026-02-01', endedOn: '2026-03-01' }];
    expect(on({ consequences }, '2026-01-31').status).toBe('OVERDUE');
    expect(on({ consequences }, '2026-02-01').status).toBe('LAPSED');
    expect(on({ consequences }, '2026-03-01')).toMatchObject({ status: 'ON_TRACK', windowFrom: '2026-01-01' });
  });

  it('brings back the full requirement when a waiver ends inside the window', () => {
    const waivers = [{ from: '2025-01-01', to: '2025-11-30' }];
    expect(on({ waivers }, '2025-11-01')).toMatchObject({
      status: 'WAIVED',
      missing: [],
      nextChangeOn: '2025-12-01',
      nextStatus: 'AT_RISK',
    });
    expect(on({ waivers }, '2025-12-01').missing).toEqual([{ nodeId: 'CE', short: 2 }]);
  });

  it('excuses the year in which basic was completed, or only after a date where policy says so', () => {
    const exemptions = [{ code: 'BASIC_COMPLETED_THIS_YEAR', on: '2025-03-14', from: null, to: null }];
    expect(on({ exemptions }, '2025-06-01')).toMatchObject({ status: 'EXEMPT', nodes: [], nextChangeOn: '2026-01-01' });
    const policy = { ...base.policy, exemptions: { BASIC_COMPLETED_THIS_YEAR: { afterMonthDay: '04-01' } } };
    expect(on({ exemptions, policy }, '2025-06-01').status).toBe('ON_TRACK');
  });

  it('takes planned classes into account until their day has passed, and only if they fill everything', () => {
    const planned = [plannedClass({ id: 'p', date: '2025-12-10', category: 'CE', hours: 2 })];
    expect(on({ planned }, '2025-12-10')).toMatchObject({
      status: 'DUE_SOON',
      nextChangeOn: '2025-12-11',
      nextStatus: 'AT_RISK',
    });
    const tooShort = [plannedClass({ id: 'p', date: '2025-12-10', category: 'CE', hours: 1.5 })];
    expect(on({ planned: tooShort }, '2025-12-01').status).toBe('AT_RISK');
  });

  it('counts an entry dated later only from its day on', () => {
    const early = on({}, '2025-06-11');
    expect(early.excluded).toContainEqual({ entryId: 'e4', reason: 'FUTURE_DATED' });
    expect(early.nodes.find((node) => node.id === 'CE')?.earned).toBe(6);
  });

  it('never shows as fine what cannot be judged for want of a fact', () => {
    const florida = packedMandate('US-FL-MR');
    const history = inputOf(workedHistories().find(({ id }) => id === 'D07')!);
    const facts = history.facts.filter((row) => row.fact !== 'certifiedOn');
    expect(evaluate({ ...history, facts }, florida, '2002-03-01')).toMatchObject({
      status: 'AT_RISK',
      windowTo: null,
      problems: [{ code: 'FACT_MISSING', name: 'certifiedOn' }],
    });
  });

  it('lists the statuses ahead without gaps', () => {
    expect(statusIntervals({ ...base, entries: [] }, georgia, '2025-01-01')).toEqual([
      { from: '2025-01-01', to: '2025-10-02', status: 'ON_TRACK' },
      { from: '2025-10-02', to: '2026-01-01', status: 'AT_RISK' },
      { from: '2026-01-01', to: null, status: 'OVERDUE' },
    ]);
  });
});

describe('why an entry does not count', () => {
  it('a corrected entry gives way to its correction, whose hours are the new total', () => {
    const fewer = ledgerEntry({ id: 'x', date: '2025-10-21', category: 'CE', hours: 6, corrects: 'e5' });
    const evaluation = on({ entries: [...base.entries, fewer] }, '2025-12-31');
    expect(evaluation.excluded).toContainEqual({ entryId: 'e5', reason: 'CORRECTED' });
    expect(evaluation.missing).toEqual([{ nodeId: 'CE', short: 6 }]);
  });

  it('a failed or wrongly delivered class does not reach a bucket through the requirement that refused it', () => {
    const washington = packedMandate('US-WA-INSERVICE');
    const history = inputOf(workedHistories().find(({ id }) => id === 'D08')!);
    const failed = history.entries.map((entry) => (entry.id === 'e2' ? { ...entry, score: 79 } : entry));
    const evaluation = evaluate({ ...history, entries: failed }, washington, '2026-05-01');
    expect(evaluation.excluded).toEqual([{ entryId: 'e2', reason: 'MIN_SCORE' }]);
    expect(evaluation.nodes.find((node) => node.id === 'IN_SERVICE')?.earned).toBe(10);
  });
});
