import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { UserError } from '#platform';
import { type MandateVersion, mandateVersionSchema } from '../mandates/mandate.js';
import { policyFor, type EnteredPolicy } from './adoption-policy.js';

const folder = new URL('../../../../packs/mandates/', import.meta.url);
const mandate = (code: string): MandateVersion =>
  mandateVersionSchema.parse(JSON.parse(readFileSync(new URL(`${code}.json`, folder), 'utf8')));
const entered = (changes: Partial<EnteredPolicy> = {}): EnteredPolicy => ({
  warnDays: 30,
  graceDays: 10,
  trackedFrom: '2026-01-01',
  ...changes,
});
const ILLINOIS = mandate('US-IL-3Y');

function fieldRefused(code: string, changes: Partial<EnteredPolicy>): string | null {
  try {
    policyFor(mandate(code), entered(changes));
    return 'nothing';
  } catch (error) {
    return error instanceof UserError ? error.field : 'not a business failure';
  }
}

describe('a policy', () => {
  it('keeps what the mandate uses, letters as capitals', () => {
    expect(policyFor(mandate('US-WA-LETCSA'), entered({ anchor: '2025-01-01' }))).toEqual({
      warnDays: 30,
      graceDays: 10,
      trackedFrom: '2026-01-01',
      anchor: '2025-01-01',
      cohorts: [],
      exemptions: {},
    });
    const cohorts = [
      { initials: 'a-m', from: '2025-07-01' },
      { initials: 'n, p,Q-Z', from: '2026-07-01' },
    ];
    expect(policyFor(ILLINOIS, entered({ cohorts })).cohorts).toEqual([
      { initials: 'A-M', from: '2025-07-01' },
      { initials: 'N,P,Q-Z', from: '2026-07-01' },
    ]);
  });

  it('keeps the day after which Georgia excuses the year of the basic course', () => {
    const exemptions = [{ code: 'BASIC_COMPLETED_THIS_YEAR', afterMonthDay: '04-01' }];
    expect(policyFor(mandate('US-GA-ANNUAL'), entered({ exemptions })).exemptions).toEqual({
      BASIC_COMPLETED_THIS_YEAR: { afterMonthDay: '04-01' },
    });
  });

  it('may leave out a start for which the mandate has a default', () => {
    expect(policyFor(mandate('US-CA-CPT-PSP'), entered()).anchor).toBeNull();
  });

  it.each<[string, string, Partial<EnteredPolicy>, string]>([
    ['no start where the mandate fixes none', 'US-WA-LETCSA', {}, 'input.policy.anchor'],
    ['a start where the mandate fixes it', 'US-TX-UNIT', { anchor: '2025-09-01' }, 'input.policy.anchor'],
    ['no cohorts where the mandate needs them', 'US-IL-3Y', { cohorts: [] }, 'input.policy.cohorts'],
    [
      'cohorts where the mandate has none',
      'US-GA-ANNUAL',
      { cohorts: [{ initials: 'A', from: '2025-01-01' }] },
      'input.policy.cohorts',
    ],
    [
      'what are no letters',
      'US-IL-3Y',
      { cohorts: [{ initials: 'A–M', from: '2025-01-01' }] },
      'input.policy.cohorts[0].initials',
    ],
    [
      'a range that ends before it begins',
      'US-IL-3Y',
      { cohorts: [{ initials: 'M-A', from: '2025-01-01' }] },
      'input.policy.cohorts[0].initials',
    ],
    [
      'a letter in two cohorts',
      'US-IL-3Y',
      {
        cohorts: [
          { initials: 'A-M', from: '2025-01-01' },
          { initials: 'M-Z', from: '2026-01-01' },
        ],
      },
      'input.policy.cohorts[1].initials',
    ],
    [
      'a parameter of a rule that leaves none',
      'US-GA-ANNUAL',
      { exemptions: [{ code: 'INACTIVE_FULL_YEAR', afterMonthDay: '04-01' }] },
      'input.policy.exemptions[0].code',
    ],
    [
      'a day that no year has',
      'US-GA-ANNUAL',
      { exemptions: [{ code: 'BASIC_COMPLETED_THIS_YEAR', afterMonthDay: '04-31x' }] },
      'input.policy.exemptions[0].afterMonthDay',
    ],
    ['a slip of a date', 'US-GA-ANNUAL', { trackedFrom: '0206-01-01' }, 'input.policy.trackedFrom'],
  ])('refuses %s', (_what, code, changes, field) => {
    expect(fieldRefused(code, changes)).toBe(field);
  });
});
