import { describe, expect, it } from '@jest/globals';
import { agreedEvaluation as evaluate } from './naive/agreed-evaluation.js';
import { plainInput, plainMandate } from './plain-mandate.js';
import { inputOf, ledgerEntry, packedMandate, plannedClass, workedHistories } from './worked-history.js';

const hours = (id: string, min: number, more: object = {}) => ({
  id,
  label: id,
  kind: 'HOURS',
  min,
  unit: 'HOUR',
  categories: [id],
  ...more,
});
const event = (id: string, more: object = {}) => ({ id, label: id, kind: 'EVENT', min: 1, categories: [id], ...more });
const test = (id: string) => ({ id, label: id, kind: 'TEST', anyOf: [id] });
const year = { type: 'CALENDAR_YEAR' };
const earned = (id: string, date: string, category: string, amount = 8) =>
  ledgerEntry({ id, date, category, hours: amount });

describe('what two evaluators once said differently', () => {
  it('asks nothing of a member who did what was to be done once and has left', () => {
    const history = inputOf(workedHistories().find(({ id }) => id === 'D13')!);
    const ontario = packedMandate('CA-ON-87-24');
    const left = { ...history, facts: history.facts.map((row) => ({ ...row, to: '2026-12-31' })) };
    expect(evaluate(left, ontario, '2026-12-31').nodes.map(({ id }) => id)).toContain('MHCR_INITIAL');
    expect(evaluate(left, ontario, '2027-01-01')).toMatchObject({ status: 'NOT_APPLICABLE', nodes: [] });
  });

  it('is not exempt as a whole while something that was due once is missing', () => {
    const mandate = plainMandate({
      period: year,
      requirements: [hours('CE', 8), event('ONCE', { period: { type: 'ONE_TIME', dueOn: '2025-03-31' } })],
      exemptions: [{ code: 'LEAVE', effect: 'EXCUSE_PERIOD' }],
    });
    const leave = { code: 'LEAVE', on: null, from: '2024-01-01', to: '2025-12-31' };
    const input = plainInput({ exemptions: [leave] });
    expect(evaluate(input, mandate, '2025-06-01')).toMatchObject({ status: 'OVERDUE', dueOn: '2025-03-31' });
    const done = plainInput({ exemptions: [leave], entries: [earned('e', '2025-03-31', 'ONCE')] });
    expect(evaluate(done, mandate, '2025-06-01')).toMatchObject({ status: 'EXEMPT', nodes: [] });
  });

  it('still asks for what is due once after a consequence for an earlier window of another requirement', () => {
    const mandate = plainMandate({
      period: year,
      requirements: [hours('CE', 8), event('ONCE', { period: { type: 'ONE_TIME', dueOn: '2027-08-31' } })],
    });
    const entries = ['2024', '2026', '2027'].map((of) => earned(of, `${of}-03-01`, 'CE'));
    const consequence = { on: '2025-08-01', recordedOn: '2026-01-10', endedOn: '2026-02-01' };
    const input = { ...plainInput({ entries }), consequences: [consequence] };
    expect(evaluate(input, mandate, '2027-12-01')).toMatchObject({ status: 'OVERDUE', dueOn: '2027-08-31' });
    const late = { on: '2027-08-31', recordedOn: '2027-09-15', endedOn: '2027-10-01' };
    const settled = evaluate({ ...input, consequences: [late] }, mandate, '2027-12-01');
    expect(settled.nodes.map(({ id }) => id)).not.toContain('ONCE');
  });

  it('counts the hours of the class whose test stands in for a requirement', () => {
    const mandate = plainMandate({
      period: year,
      requirements: [hours('CE', 10), hours('SKILLS', 18, { within: 'CE', inLieu: test('EXAM') })],
    });
    const passed = { ...earned('e', '2024-02-29', 'SKILLS', 10), test: { code: 'EXAM', passed: true } };
    const evaluation = evaluate(plainInput({ entries: [passed] }), mandate, '2024-03-01');
    expect(evaluation).toMatchObject({ status: 'COMPLIANT', missing: [] });
    expect(evaluation.nodes.map(({ earned: had }) => had)).toEqual([10, 10]);
  });

  it('takes the test of a planned class as passed', () => {
    const mandate = plainMandate({ period: year, requirements: [test('EXAM')] });
    const planned = [{ ...plannedClass({ id: 'p', date: '2024-12-31' }), test: { code: 'EXAM', passed: false } }];
    expect(evaluate(plainInput({ planned }), mandate, '2024-12-31').status).toBe('DUE_SOON');
  });

  it('misses no more of a choice than applies, and nothing of one of which nothing applies', () => {
    const never = { appliesTo: { fact: 'assignment', eq: 'PATROL' } };
    const choice = (id: string, of: object[]) => ({ id, label: id, kind: 'GROUP', op: 'N_OF', n: 2, of });
    const mandate = plainMandate({
      period: year,
      requirements: [choice('SOME', [event('A'), event('B', never)]), choice('NONE', [event('C', never)]), event('D')],
    });
    expect(evaluate(plainInput(), mandate, '2024-05-01').missing).toEqual([
      { nodeId: 'SOME', short: 1 },
      { nodeId: 'D', short: 1 },
    ]);
    const entries = [earned('e', '2024-04-30', 'A')];
    expect(evaluate(plainInput({ entries }), mandate, '2024-05-01').missing).toEqual([{ nodeId: 'D', short: 1 }]);
    const rolling = plainMandate({
      period: { type: 'ROLLING', months: 12 },
      requirements: [choice('NONE', [event('C', never)]), event('A')],
    });
    expect(evaluate(plainInput({ entries }), rolling, '2024-05-01').status).toBe('COMPLIANT');
  });

  it('counts a first set from the beginning of tracking where the mandate concerned everybody before any record', () => {
    const mandate = plainMandate({
      appliesTo: { not: { fact: 'role', eq: 'CLERK' } },
      period: { type: 'RESET_ON_COMPLETION', months: 12 },
      requirements: [event('A')],
    });
    for (const facts of [[], [{ fact: 'rankBand', value: 'MIDDLE', from: '2024-06-01', to: null }]]) {
      expect(evaluate(plainInput({ facts }), mandate, '2024-07-01').dueOn).toBe('2024-12-31');
    }
  });

  it('completes no set on a day on which nothing was asked for', () => {
    const mandate = plainMandate({
      period: { type: 'RESET_ON_COMPLETION', months: 12 },
      requirements: [event('A', { effectiveFrom: '2024-03-01' })],
    });
    const entries = [earned('e', '2024-02-29', 'ELSEWHERE')];
    expect(evaluate(plainInput({ entries }), mandate, '2024-12-31')).toMatchObject({ status: 'AT_RISK' });
    expect(evaluate(plainInput({ entries }), mandate, '2025-01-01').status).toBe('OVERDUE');
  });

  it('keeps the day of the first deadline through shorter months and common years', () => {
    const cycle = (months: number, toMonthDay: string) =>
      plainMandate({
        period: {
          type: 'ANNIVERSARY_CYCLE',
          fact: 'certifiedOn',
          months,
          align: { toMonthDay, direction: 'ON_OR_AFTER' },
        },
        requirements: [event('A')],
      });
    const input = plainInput();
    const certified = (value: string) => [...input.facts, { fact: 'certifiedOn', value, from: '2015-01-01', to: null }];
    const waivers = [{ from: '2024-01-01', to: '2024-03-30' }];
    expect(
      evaluate({ ...input, waivers, facts: certified('2023-12-20') }, cycle(1, '01-31'), '2024-03-30'),
    ).toMatchObject({ windowFrom: '2024-03-01', windowTo: '2024-03-31' });
    const late = { ...input, facts: certified('2023-02-10'), policy: { ...input.policy, trackedFrom: '2028-01-01' } };
    expect(evaluate(late, cycle(12, '02-29'), '2028-02-01').windowTo).toBe('2028-02-29');
  });

  it('foresees the window in which tracking begins', () => {
    const input = plainInput();
    const mandate = plainMandate({
      period: { type: 'FIXED_CYCLE', months: 1, anchor: { date: '2020-01-01', configurable: false } },
      requirements: [event('A')],
    });
    const later = { ...input, policy: { ...input.policy, trackedFrom: '2024-02-29' } };
    expect(evaluate(later, mandate, '2023-10-15')).toMatchObject({
      status: 'NOT_APPLICABLE',
      nextChangeOn: '2024-02-01',
    });
  });

  it('counts a first deadline from a requirement that stands below another', () => {
    const first = { after: 'INITIAL', months: 12 };
    const mandate = plainMandate({
      period: year,
      requirements: [
        hours('CE', 8, { of: [event('INITIAL')] }),
        event('AGAIN', { period: { type: 'ROLLING', months: 12 }, firstDue: first }),
      ],
    });
    const entries = [earned('e', '2024-02-29', 'INITIAL')];
    expect(evaluate(plainInput({ entries }), mandate, '2024-03-01')).toMatchObject({
      status: 'ON_TRACK',
      dueOn: '2025-02-28',
    });
  });
});
