import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CORE_RUBRIC } from '../core-rubric.fixture.js';
import { proposedScore, type ProposedGrade } from '../proposal.js';
import { scoreOf } from '../score.js';
import { compareGrades, comparedDecision, comparedProposal, FINDINGS, type ComparedGrade } from './compare-grades.js';
import { recordEffect, severityOf } from './record-effect.js';

const CODES = CORE_RUBRIC.competencies.map(({ code }) => code);
const FAILS = CORE_RUBRIC.criticalFails.map(({ code }) => code);
const BANDS = CORE_RUBRIC.outcomeBands.map(({ code }) => code);

type Parts = Pick<ProposedGrade, 'levels' | 'outcome' | 'criticalFails' | 'score'>;
interface Said {
  levels: (number | null)[];
  band: string | null;
  fails: string[];
}

function proposal({ levels, band, fails }: Said): Parts {
  const parts = {
    levels: CODES.map((competency, at) => ({ competency, level: levels[at] ?? null, evidence: [], reason: '' })),
    outcome: { band, evidence: [], reason: '' },
    criticalFails: fails.map((code) => ({ code, evidence: [], reason: '' })),
    penalties: [],
  };
  return { ...parts, score: proposedScore(CORE_RUBRIC, parts as never) } as Parts;
}
const compared = (said: Partial<Said>): ComparedGrade =>
  comparedProposal(CORE_RUBRIC, proposal({ levels: CODES.map(() => 4), band: 'RESOLUTION', fails: [], ...said }));
const fails = FAILS.slice(0, 1);
const anything = fc.record<Said>({
  levels: fc.array(fc.option(fc.integer({ min: 0, max: 5 })), { minLength: CODES.length, maxLength: CODES.length }),
  band: fc.option(fc.constantFrom(...BANDS)),
  fails: fc.subarray(FAILS),
});

describe('a new proposal beside the grade before it', () => {
  it('finds the same in two grades that say the same', () => {
    fc.assert(
      fc.property(anything, (said) => {
        const grade = comparedProposal(CORE_RUBRIC, proposal(said));
        expect(compareGrades(grade, grade, FAILS).findings).toEqual(['SAME']);
      }),
    );
  });

  it.each([
    [{}, { fails }, ['CRITICAL_FAIL_APPEARS', 'WOULD_FAIL', 'DIFFERS']],
    [{ fails }, {}, ['CRITICAL_FAIL_DISAPPEARS', 'WOULD_PASS', 'DIFFERS']],
    [{}, { levels: CODES.map(() => 2) }, ['WOULD_FAIL', 'DIFFERS']],
    [{ levels: CODES.map(() => 2) }, {}, ['WOULD_PASS', 'DIFFERS']],
    [{}, { levels: [null, ...CODES.slice(1).map(() => 4)] }, ['LEFT_OPEN', 'DIFFERS']],
    [{}, { levels: [5, ...CODES.slice(1).map(() => 4)] }, ['DIFFERS']],
  ])('from %j to %j finds %j', (before, after, findings) => {
    expect(compareGrades(compared(before), compared(after), FAILS).findings).toEqual(findings);
  });

  it('never calls open what passes, nor passing what may fail, however the open parts are filled in', () => {
    fc.assert(
      fc.property(
        anything,
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 8, maxLength: 8 }),
        fc.constantFrom(...BANDS),
        (said, filling, band) => {
          const { outlook } = comparedProposal(CORE_RUBRIC, proposal(said));
          const levels = CODES.map((competency, at) => ({ competency, level: said.levels[at] ?? filling[at] ?? 0 }));
          const filled = scoreOf(CORE_RUBRIC, {
            levels,
            band: said.band ?? band,
            penalties: [],
            criticalFails: said.fails,
          });
          if (outlook !== 'OPEN') expect(filled.failures.length === 0).toBe(outlook === 'PASS');
          else expect(said.levels.includes(null) || said.band === null).toBe(true);
        },
      ),
    );
  });

  it('compares only competencies that both rubric versions have, and misses no critical fail that was not asked for', () => {
    const before = {
      ...compared({ fails }),
      levels: [
        { competency: 'OLD', level: 1 },
        { competency: CODES[0]!, level: 2 },
      ],
    };
    const after = {
      ...compared({}),
      levels: [
        { competency: CODES[0]!, level: 4 },
        { competency: 'NEW', level: null },
      ],
    };
    expect(compareGrades(before, after, [])).toMatchObject({
      levels: [{ competency: CODES[0], before: 2, after: 4, difference: 2 }],
      onlyBefore: ['OLD'],
      onlyAfter: ['NEW'],
      criticalFailsDisappear: [],
      findings: ['WOULD_PASS', 'DIFFERS'],
    });
  });

  it('takes a signed review for what it says, and nothing for nothing', () => {
    const review = {
      levels: [{ competency: CODES[0]!, level: 3, evidence: [] }],
      outcome: { band: 'RESOLUTION', evidence: [] },
      criticalFails: [],
    };
    expect(comparedDecision(review, 71.5, true)).toMatchObject({ final: 71.5, outlook: 'PASS', band: 'RESOLUTION' });
    expect(compareGrades(null, compared({}), FAILS)).toMatchObject({
      before: null,
      findings: ['NOTHING_BEFORE'],
      onlyAfter: [],
    });
  });
});

describe('what hangs on it in the ledger', () => {
  const record = { hours: 4.5, score: 82.4 };
  const passed = { passed: true };
  it.each([
    ['WOULD_BE_LOST', { decided: passed, after: { outlook: 'FAIL', final: 40 }, record, couldEarn: false }],
    ['IN_DOUBT', { decided: passed, after: { outlook: 'OPEN', final: null }, record, couldEarn: false }],
    ['SCORE_WOULD_CHANGE', { decided: passed, after: { outlook: 'PASS', final: 82.5 }, record, couldEarn: false }],
    ['NONE', { decided: passed, after: { outlook: 'PASS', final: 82.4 }, record, couldEarn: false }],
    [
      'NONE',
      { decided: passed, after: { outlook: 'FAIL', final: 40 }, record: { hours: 0, score: 82.4 }, couldEarn: false },
    ],
    [
      'MIGHT_BE_EARNED',
      { decided: { passed: false }, after: { outlook: 'PASS', final: 80 }, record: null, couldEarn: true },
    ],
    ['NONE', { decided: { passed: false }, after: { outlook: 'PASS', final: 80 }, record: null, couldEarn: false }],
    ['NONE', { decided: null, after: { outlook: 'PASS', final: 80 }, record: null, couldEarn: true }],
  ] as const)('is %s of %j', (effect, input) => {
    expect(recordEffect(input)).toBe(effect);
  });

  it('puts a record that would be lost before all else, and tells nothing of what is undecided by its place', () => {
    const others = FINDINGS.flatMap((finding) =>
      (['IN_DOUBT', 'MIGHT_BE_EARNED', 'SCORE_WOULD_CHANGE', 'NONE'] as const).map((effect) =>
        severityOf(finding, effect, true),
      ),
    );
    expect(severityOf('WOULD_FAIL', 'WOULD_BE_LOST', true)).toBeGreaterThan(Math.max(...others));
    const undecided = FINDINGS.map((finding) => severityOf(finding, 'NONE', false));
    expect(new Set(undecided)).toEqual(new Set([0, 1]));
    for (const finding of FINDINGS) {
      expect(severityOf(finding, 'NONE', true) > 0).toBe(severityOf(finding, 'NONE', false) > 0);
    }
  });
});
