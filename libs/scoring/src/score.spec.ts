import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CORE_RUBRIC } from './core-rubric.fixture.js';
import { certify, CRITICAL_FAIL_CAP, meetsPassRule, scoreOf, ScoreInput, ScoringRules } from './score.js';

const codes = CORE_RUBRIC.competencies.map(({ code }) => code);
const bands = CORE_RUBRIC.outcomeBands.map(({ code }) => code);
const all = (level: number): ScoreInput['levels'] => codes.map((competency) => ({ competency, level }));
const input = (over: Partial<ScoreInput> = {}): ScoreInput => ({
  levels: all(4),
  band: 'RESOLUTION',
  penalties: [],
  criticalFails: [],
  ...over,
});

const anyInput: fc.Arbitrary<ScoreInput> = fc.record({
  levels: fc
    .tuple(...codes.map(() => fc.integer({ min: 0, max: 5 })))
    .map((levels) => codes.map((competency, index) => ({ competency, level: levels[index] }))),
  band: fc.constantFrom(...bands),
  penalties: fc.subarray(CORE_RUBRIC.penalties.map(({ code }) => code)),
  criticalFails: fc.subarray(CORE_RUBRIC.criticalFails.map(({ code }) => code)),
});

/** Two competencies whose weights make any total a tester wants. */
const twoWeights = (first: number, second: number, ends: [number, number]): ScoringRules => ({
  competencies: [
    { ...CORE_RUBRIC.competencies[0], code: 'A', weight: first },
    { ...CORE_RUBRIC.competencies[1], code: 'B', weight: second },
  ],
  outcomeBands: [{ code: 'BAND', min: ends[0], max: ends[1] }],
  penalties: [{ code: 'P', points: 0.1 }],
  pass: CORE_RUBRIC.pass,
  shares: CORE_RUBRIC.shares,
});

describe('the score of a grade', () => {
  it('is 0.70 of the process and 0.30 of the middle of the outcome band', () => {
    const score = scoreOf(CORE_RUBRIC, input());
    expect(score).toMatchObject({ process: 80, outcome: 88, penalties: 0, final: 82.4, capped: false });
    expect(meetsPassRule(score)).toBe(true);
  });

  it('is the middle of the band alone where the rubric shares it so', () => {
    const outcomeOnly = { ...CORE_RUBRIC, competencies: [], shares: { process: 0, outcome: 100 } };
    const score = scoreOf(outcomeOnly, input({ levels: [], penalties: ['REPETITIVE_LOOPING'] }));
    expect(score).toMatchObject({ process: 0, outcome: 88, penalties: 15, final: 73 });
  });

  it('passes nothing by a rubric that has no pass rule', () => {
    const score = scoreOf({ ...CORE_RUBRIC, pass: undefined }, input({ levels: all(5) }));
    expect(score.failures).toEqual([{ rule: 'CERTIFIES_NOTHING' }]);
    expect(certify(score, { memberId: 'm', signedAt: new Date(0) })).toBeUndefined();
  });

  it('weighs each competency as the rubric says', () => {
    const levels = all(3).map((entry) => (entry.competency === 'ACTIVE_LISTENING' ? { ...entry, level: 5 } : entry));
    expect(scoreOf(CORE_RUBRIC, input({ levels, band: 'CONTAINMENT' }))).toMatchObject({ process: 67.2, final: 58.4 });
  });

  it('rounds half up where floating point would fall short', () => {
    // 0.7 x 50.5 + 0.3 x 0 = 35.35 exactly; in binary floating point 35.349999...
    const rules = twoWeights(50.5, 49.5, [0, 0]);
    const levels = [
      { competency: 'A', level: 5 },
      { competency: 'B', level: 0 },
    ];
    expect(Math.round(0.7 * 50.5 * 10) / 10).toBe(35.3);
    expect(scoreOf(rules, { levels, band: 'BAND', penalties: [], criticalFails: [] }).final).toBe(35.4);
  });

  it('never goes below zero and deducts a penalty once', () => {
    const twice = input({
      levels: all(0),
      band: 'ESCALATION',
      penalties: ['REPETITIVE_LOOPING', 'REPETITIVE_LOOPING'],
    });
    expect(scoreOf(CORE_RUBRIC, twice)).toMatchObject({ penalties: 15, final: 0 });
  });

  it('is capped at 49 by a critical fail and says which', () => {
    const score = scoreOf(CORE_RUBRIC, input({ levels: all(5), criticalFails: ['CF_NO_MEDICAL_AID'] }));
    expect(score).toMatchObject({ final: 49, capped: true });
    expect(score.failures).toEqual([
      { rule: 'FINAL_BELOW_CUT', final: 49, cut: 70 },
      { rule: 'CRITICAL_FAIL', code: 'CF_NO_MEDICAL_AID' },
    ]);
  });

  it('does not pass with one level below the minimum, however high the rest', () => {
    const levels = all(5).map((entry, index) => (index === 0 ? { ...entry, level: 1 } : entry));
    const score = scoreOf(CORE_RUBRIC, input({ levels }));
    expect(score.final).toBeGreaterThan(70);
    expect(score.failures).toEqual([
      { rule: 'LEVEL_BELOW_MINIMUM', competency: 'SAFETY_TIME_DISTANCE', level: 1, minimum: 2 },
    ]);
  });

  it('is not a certificate: that takes a signature', () => {
    const signature = { memberId: 'instructor', signedAt: new Date('2026-01-05T10:00:00Z') };
    expect(certify(scoreOf(CORE_RUBRIC, input()), signature)).toMatchObject({ signature });
    expect(certify(scoreOf(CORE_RUBRIC, input({ levels: all(1) })), signature)).toBeUndefined();
  });

  it.each<[string, Partial<ScoreInput>]>([
    ['a missing level', { levels: all(3).slice(1) }],
    ['a level twice', { levels: [...all(3), all(3)[0]] }],
    ['a foreign competency', { levels: [...all(3), { competency: 'CHARM', level: 5 }] }],
    ['a level of 6', { levels: all(6) }],
    ['half a level', { levels: all(2.5) }],
    ['NaN', { levels: all(Number.NaN) }],
    ['an unknown band', { band: 'VICTORY' }],
    ['an unknown penalty', { penalties: ['UNTIDY'] }],
  ])('refuses %s', (_what, over) => {
    expect(() => scoreOf(CORE_RUBRIC, input(over))).toThrow(RangeError);
  });

  it('refuses weights that do not add up to 100', () => {
    const levels = [
      { competency: 'A', level: 5 },
      { competency: 'B', level: 5 },
    ];
    expect(() =>
      scoreOf(twoWeights(50, 49.9, [0, 10]), { levels, band: 'BAND', penalties: [], criticalFails: [] }),
    ).toThrow(RangeError);
  });

  it('stays within 0 and 100 with at most one decimal, and at most 49 with a critical fail', () => {
    fc.assert(
      fc.property(anyInput, (grade) => {
        const { final } = scoreOf(CORE_RUBRIC, grade);
        expect(final).toBeGreaterThanOrEqual(0);
        expect(final).toBeLessThanOrEqual(grade.criticalFails.length > 0 ? CRITICAL_FAIL_CAP : 100);
        expect(String(final)).toMatch(/^\d+(\.\d)?$/);
      }),
    );
  });

  it('agrees with the formula within rounding and passes exactly when the rule says so', () => {
    fc.assert(
      fc.property(anyInput, (grade) => {
        const score = scoreOf(CORE_RUBRIC, grade);
        const process = CORE_RUBRIC.competencies.reduce(
          (sum, { code, weight }) => sum + (weight * grade.levels.find((l) => l.competency === code)!.level) / 5,
          0,
        );
        const raw = 0.7 * process + 0.3 * score.outcome - score.penalties;
        const cap = grade.criticalFails.length > 0 ? CRITICAL_FAIL_CAP : Infinity;
        expect(Math.abs(score.final - Math.min(cap, Math.max(0, raw)))).toBeLessThanOrEqual(0.05 + 1e-9);
        const passes =
          score.final >= 70 && grade.levels.every(({ level }) => level >= 2) && grade.criticalFails.length === 0;
        expect(meetsPassRule(score)).toBe(passes);
      }),
    );
  });

  it('never falls when one level rises, and does not depend on the order of the levels', () => {
    fc.assert(
      fc.property(anyInput, fc.nat(codes.length - 1), (grade, at) => {
        const raised = grade.levels.map((l, index) => (index === at ? { ...l, level: Math.min(5, l.level + 1) } : l));
        const before = scoreOf(CORE_RUBRIC, grade);
        expect(scoreOf(CORE_RUBRIC, { ...grade, levels: raised }).final).toBeGreaterThanOrEqual(before.final);
        expect(scoreOf(CORE_RUBRIC, { ...grade, levels: [...grade.levels].reverse() }).final).toBe(before.final);
      }),
    );
  });
});
