import { describe, expect, it } from '@jest/globals';
import { FLOOR } from './calibration-threshold.js';
import { mayPrefill, prefillRefusal, shortfallOf } from './prefill-rule.js';
import { agreementOf } from './statistics/agreement.js';
import { missingEstimate } from './statistics/estimate.js';

const kappa = (value: number) => ({ value, low: 0, high: 1, missing: null, standardError: 0.1 });

describe('a part of a rubric', () => {
  it('meets the threshold from exactly 0.6 and exactly 50 sessions on', () => {
    expect(shortfallOf({ pairs: 50, weightedKappa: kappa(0.6) }, FLOOR)).toBeNull();
    expect(shortfallOf({ pairs: 49, weightedKappa: kappa(1) }, FLOOR)).toBe('TOO_FEW_SESSIONS');
    expect(shortfallOf({ pairs: 50, weightedKappa: kappa(0.5999999) }, FLOOR)).toBe('BELOW_THRESHOLD');
    expect(shortfallOf({ pairs: 50, weightedKappa: kappa(0.6) }, { weightedKappa: 0.61, sessions: 50 })).toBe(
      'BELOW_THRESHOLD',
    );
  });

  it('is not shown to be agreed upon where nobody ever gave another level', () => {
    const table = agreementOf([
      [0, 0],
      [0, 80],
    ]);
    expect(shortfallOf(table, FLOOR)).toBe('NO_VARIANCE');
    expect(
      shortfallOf({ pairs: 0, weightedKappa: { ...missingEstimate('NO_PAIRS'), standardError: null } }, FLOOR),
    ).toBe('TOO_FEW_SESSIONS');
  });
});

describe('a grader’s proposals', () => {
  it('may be pre-filled when every part meets the threshold, and never when they are formative', () => {
    expect(mayPrefill('CERTIFYING', [null, null])).toBe(true);
    expect(mayPrefill('CERTIFYING', [null, 'BELOW_THRESHOLD'])).toBe(false);
    expect(mayPrefill('CERTIFYING', [])).toBe(false);
    expect(mayPrefill('FORMATIVE', [null, null])).toBe(false);
  });
});

describe('opening a proposal before a review', () => {
  const open = { played: false, decided: false, label: 'CERTIFYING' as const, independent: false };

  it.each([
    [{}, null],
    [{ played: true }, 'OWN_SESSION'],
    [{ decided: true }, 'DECIDED'],
    [{ label: null }, 'NOT_GRADED'],
    [{ label: 'FORMATIVE' as const }, 'FORMATIVE'],
    [{ independent: true }, 'SECOND_REVIEW'],
    [{ label: 'FORMATIVE' as const, independent: true, played: true }, 'OWN_SESSION'],
  ])('with %o is refused for %s', (given, refusal) => {
    expect(prefillRefusal({ ...open, ...given })).toBe(refusal);
  });
});
