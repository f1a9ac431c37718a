import { describe, expect, it } from '@jest/globals';
import { CORE_RUBRIC } from '../core-rubric.fixture.js';
import { appealPointProblem, type AppealPoint } from './appeal-points.js';
import { decideAppeal, mayAppeal, worseThan, type DecidingAppeal } from './appeal-state.js';

const grade = { traineeId: 'trainee', state: 'SIGNED' as const, appealed: false, late: false };

describe('filing an appeal', () => {
  it.each([
    [{}, 'trainee', undefined],
    [{ state: 'CHANGED' as const }, 'trainee', undefined],
    [{}, 'somebody else', 'NOT_THEIR_OWN'],
    [{ state: 'PROPOSED' as const }, 'trainee', 'NOT_DECIDED'],
    [{ state: 'INVALIDATED' as const }, 'trainee', 'NOT_DECIDED'],
    [{ appealed: true }, 'trainee', 'APPEALED_BEFORE'],
    [{ late: true }, 'trainee', 'TOO_LATE'],
  ])('with %j by the %s is ruled %s', (change, caller, code) => {
    const ruling = mayAppeal({ ...grade, ...change }, caller);
    expect(ruling.ok ? undefined : ruling.code).toBe(code);
  });

  const point = (given: Partial<AppealPoint>): AppealPoint => ({
    about: 'COMPETENCY',
    code: CORE_RUBRIC.competencies[0]?.code ?? '',
    words: 'I said so.',
    ...given,
  });
  it.each([
    ['a part of the rubric', [point({})], null],
    [
      'the outcome and a critical fail',
      [
        point({ about: 'OUTCOME', code: null }),
        point({ about: 'CRITICAL_FAIL', code: CORE_RUBRIC.criticalFails[0]?.code ?? '' }),
      ],
      null,
    ],
    ['another rubric’s competency', [point({ code: 'NO_SUCH' })], { at: 0, field: 'code' }],
    ['a competency as a penalty', [point({ about: 'PENALTY' })], { at: 0, field: 'code' }],
    ['an outcome with a code', [point({ about: 'OUTCOME' })], { at: 0, field: 'code' }],
    ['the same twice', [point({}), point({})], { at: 1, field: 'code' }],
    ['no words', [point({ words: ' ' })], { at: 0, field: 'words' }],
  ])('about %s', (_what, points, problem) => {
    const found = appealPointProblem(points, CORE_RUBRIC);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatchObject(problem);
  });
});

describe('deciding an appeal', () => {
  const appeal: DecidingAppeal = {
    outcome: null,
    parties: { traineeId: 'trainee', signerId: 'signer', reviewedBefore: ['signer', 'early'] },
    first: { final: 82.4, passed: true },
    deciderId: 'second',
    own: { final: 82.4, passed: true },
    decision: 'CHANGED',
    reason: 'Turn 3.',
  };
  it.each<[string, Partial<DecidingAppeal>, string | undefined]>([
    ['as good as the first', {}, undefined],
    ['the signer', { deciderId: 'signer' }, 'NOT_ELIGIBLE'],
    ['the trainee', { deciderId: 'trainee' }, 'NOT_ELIGIBLE'],
    ['who reviewed before', { deciderId: 'early' }, 'NOT_ELIGIBLE'],
    ['one that was withdrawn', { outcome: 'WITHDRAWN' }, 'ENDED'],
    ['one that was decided', { outcome: 'UPHELD' }, 'ENDED'],
    ['without a reason', { reason: ' ' }, 'REASON_REQUIRED'],
    ['without a review', { own: null }, 'NO_OWN_REVIEW'],
    ['upheld without a review', { own: null, decision: 'UPHELD' }, 'NO_OWN_REVIEW'],
    ['invalidated without a review', { own: null, decision: 'INVALIDATED' }, undefined],
    ['lower', { own: { final: 82.3, passed: true } }, 'WORSE_FOR_TRAINEE'],
    ['lower, upheld', { own: { final: 10, passed: false }, decision: 'UPHELD' }, undefined],
  ])('%s', (_what, change, code) => {
    const ruling = decideAppeal({ ...appeal, ...change });
    expect(ruling.ok ? undefined : ruling.code).toBe(code);
  });

  it('counts a pass before points', () => {
    expect(worseThan({ final: 72, passed: true }, { final: 80, passed: false })).toBe(false);
    expect(worseThan({ final: 90, passed: false }, { final: 72, passed: true })).toBe(true);
    expect(worseThan({ final: 40, passed: false }, { final: 41, passed: false })).toBe(true);
  });
});
