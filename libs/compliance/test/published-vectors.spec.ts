import { describe, expect, it } from '@jest/globals';
import { agreedEvaluation as evaluate } from './naive/agreed-evaluation.js';
import type { EvaluationInput } from '../src/evaluation/input.js';
import { inputOf, ledgerEntry, packedMandate, workedHistories } from './worked-history.js';

/** A person of a worked history with other dated facts and nothing recorded. */
function person(code: string, dates: Record<string, string>, trackedFrom: string): EvaluationInput {
  const base = inputOf(workedHistories().find((history) => history.mandate === code)!);
  const facts = base.facts.map((row) => ({ ...row, from: '1990-01-01', value: dates[row.fact] ?? row.value }));
  return { ...base, facts, entries: [], planned: [], policy: { ...base.policy, trackedFrom } };
}

const hours = (id: string, date: string, category: string, amount: number) =>
  ledgerEntry({ id, date, category, hours: amount });

describe('worked examples that boards publish', () => {
  it('Florida: certified 1997-11-21 is due 2002-06-30', () => {
    const input = person('US-FL-MR', { certifiedOn: '1997-11-21' }, '1997-11-21');
    expect(evaluate(input, packedMandate('US-FL-MR'), '1999-01-01')).toMatchObject({
      windowFrom: '1997-11-21',
      windowTo: '2002-06-30',
      dueOn: '2002-06-30',
    });
  });

  it.each([
    ['2005-04-15', '2005-06-01', '2007-12-31'],
    ['2005-10-15', '2006-01-01', '2008-12-31'],
  ])('Oregon: certified %s is due at the end of the third year', (certified, asOf, deadline) => {
    const input = person('US-OR-MAINT', { basicCertifiedOn: certified }, '2005-01-01');
    expect(evaluate(input, packedMandate('US-OR-MAINT'), asOf).windowTo).toBe(deadline);
  });

  it('Colorado: the last component on 2020-01-01 makes the next one due on 2025-01-01', () => {
    const mandate = packedMandate('US-CO-24-31-315');
    const firstFour = [
      hours('e1', '2019-02-05', 'HOLDS_RESTRAINTS', 4),
      hours('e2', '2019-04-09', 'ANTI_BIAS', 4),
      hours('e3', '2019-06-11', 'COMMUNITY_POLICING', 2),
      hours('e4', '2020-01-01', 'DE_ESCALATION', 2),
    ];
    // The disabilities hour is law since 2022-07-01 only; when the Indigenous relatives hour began was not found, so it is had here.
    const input = {
      ...person('US-CO-24-31-315', {}, '2019-01-01'),
      entries: [...firstFour, hours('e5', '2019-10-01', 'MMIR_ONLINE', 1)],
    };
    expect(evaluate(input, mandate, '2024-06-01')).toMatchObject({ status: 'COMPLIANT', dueOn: '2025-01-01' });
  });

  it('Washington: certified on 2025-01-01 starts on 2026-01-01', () => {
    const mandate = packedMandate('US-WA-INSERVICE');
    const input = person('US-WA-INSERVICE', { certifiedOn: '2025-01-01' }, '2024-01-01');
    expect(evaluate(input, mandate, '2025-06-01')).toMatchObject({
      status: 'NOT_APPLICABLE',
      nextChangeOn: '2026-01-01',
    });
    expect(evaluate(input, mandate, '2026-01-01')).toMatchObject({ status: 'ON_TRACK', windowFrom: '2026-01-01' });
  });

  it('Minnesota: 6 + 1 + 1 + 4 + 1 are not 16 without 3 elective credits', () => {
    const mandate = packedMandate('US-MN-LICENCE');
    const objectives = [
      hours('e1', '2025-01-10', 'CRISIS_INTERVENTION', 6),
      hours('e2', '2025-01-11', 'CONFLICT_MEDIATION', 1),
      hours('e3', '2025-01-12', 'IMPLICIT_BIAS', 1),
      hours('e4', '2025-01-13', 'AUTISM', 4),
      hours('e5', '2025-01-14', 'CRIMES_BIAS', 1),
      ledgerEntry({ id: 'e6', date: '2025-01-15', category: ['CE', 'OFFICER_WELLNESS'], hours: 35 }),
    ];
    const input = { ...person('US-MN-LICENCE', { licenceExpiresOn: '2027-06-30' }, '2024-07-01'), entries: objectives };
    expect(evaluate(input, mandate, '2025-02-01').missing).toEqual([{ nodeId: 'MLO', short: 3 }]);
    const elective = hours('e7', '2025-01-16', 'CONFLICT_MEDIATION', 3);
    expect(evaluate({ ...input, entries: [...objectives, elective] }, mandate, '2025-02-01').status).toBe('COMPLIANT');
  });

  it('California: 4 + 4 + 4 + 2 + 4 are 18, inside 24', () => {
    const mandate = packedMandate('US-CA-CPT-PSP');
    const history = inputOf(workedHistories().find(({ id }) => id === 'D01')!);
    const perishable = history.entries.filter((entry) => !entry.categories.includes('CPT'));
    const evaluation = evaluate({ ...history, entries: perishable }, mandate, '2026-08-15');
    expect(evaluation.missing).toEqual([{ nodeId: 'CPT', short: 6 }]);
  });

  it('Texas: the same course from the same provider counts at most twice a unit, the earliest two', () => {
    const mandate = packedMandate('US-TX-UNIT');
    const again = (id: string, date: string, provider = 'OSS') =>
      ledgerEntry({ id, date, category: 'CE', course: '2107', hours: 8, provider, score: 90 });
    const input = {
      ...person('US-TX-UNIT', {}, '2025-09-01'),
      entries: [
        again('e1', '2026-03-01'),
        again('e2', '2025-10-01'),
        again('e3', '2026-01-01'),
        again('e4', '2026-02-01', 'Other'),
      ],
    };
    const evaluation = evaluate(input, mandate, '2026-06-01');
    expect(evaluation.excluded).toEqual([{ entryId: 'e1', reason: 'REPEAT_CAP' }]);
    expect(evaluation.nodes.find((node) => node.id === 'CE')).toMatchObject({ earned: 24, short: 16 });
  });

  it('Florida: firearms are requalified once from 2006-07-01 to 2008-06-30', () => {
    const input = person('US-FL-MR', {}, '2006-07-01');
    expect(evaluate(input, packedMandate('US-FL-FIREARMS'), '2007-01-01')).toMatchObject({
      windowFrom: '2006-07-01',
      windowTo: '2008-06-30',
    });
  });

  it('Washington: limited authority officers begin in 2026', () => {
    const base = person('US-WA-INSERVICE', {}, '2026-01-01');
    const facts = [{ fact: 'licence', value: 'WA_LIMITED_AUTHORITY', from: '2020-01-01', to: null }];
    const mandate = packedMandate('US-WA-INSERVICE-PHASED');
    expect(mandate.effectiveFrom).toBe('2026-01-01');
    expect(evaluate({ ...base, facts }, mandate, '2026-02-28')).toMatchObject({
      windowFrom: '2026-01-01',
      windowTo: '2026-12-31',
      missing: [
        { nodeId: 'IN_SERVICE', short: 24 },
        { nodeId: 'WSCJTC_CIT_ONLINE_2H', short: 1 },
      ],
    });
  });
});
