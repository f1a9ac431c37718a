import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CORE_RUBRIC } from '../core-rubric.fixture.js';
import type { ProposedLevel } from '../grader/proposed-level.js';
import { proposedScore } from '../proposal.js';
import type { JudgeAnswer } from './judge-answer.js';
import { bandVerdict, failVerdict, levelVerdict } from './verdicts.js';

const answer = (value: string | number, at = 1): JudgeAnswer => ({
  value,
  evidence: [{ turn: at, quote: `of ${value}` }],
  reason: `because ${value}`,
});
const answers = (...values: (string | number)[]): JudgeAnswer[] => values.map((value, at) => answer(value, at + 1));
const silent: ProposedLevel = { competency: 'X', level: null, evidence: [], reason: 'nothing' };
const rules = (level: number): ProposedLevel => ({ ...silent, level, evidence: [{ turn: 9, quote: 'rule' }] });
const band = (band: 'ESCALATION' | 'RESOLUTION' | null) => ({ band, evidence: [], reason: 'the last turn' });
const level = fc.integer({ min: 0, max: 5 });

describe('the level of three answers', () => {
  it('is their median with the evidence of those that say it', () => {
    expect(levelVerdict('X', answers(3, 4, 3), silent)).toEqual({
      competency: 'X',
      level: 3,
      spread: 1,
      evidence: [
        { turn: 1, quote: 'of 3' },
        { turn: 3, quote: 'of 3' },
      ],
      reason: 'because 3',
    });
  });

  it('is a person’s to decide where they lie two levels apart, or too few can be used', () => {
    expect(levelVerdict('X', answers(3, 4, 5), silent)).toMatchObject({ level: null, evidence: [], spread: 2 });
    expect(levelVerdict('X', null, rules(3))).toEqual({ ...silent, reason: expect.stringContaining('too few') });
  });

  it('is a person’s to decide where the rules over words say something else by three levels', () => {
    expect(levelVerdict('X', answers(5, 5, 5), rules(2))).toMatchObject({
      level: null,
      spread: 0,
      reason: expect.stringContaining('the rules over words 2'),
    });
    expect(levelVerdict('X', answers(5, 5, 5), rules(3)).level).toBe(5);
  });

  it('is never outside the answers and never without evidence', () => {
    fc.assert(
      fc.property(fc.tuple(level, level, level), fc.option(level), (values, byRules) => {
        const verdict = levelVerdict('X', answers(...values), byRules === null ? silent : rules(byRules));
        if (verdict.level === null) expect(verdict.evidence).toEqual([]);
        else {
          expect([...values].sort()[1]).toBe(verdict.level);
          expect(verdict.spread).toBe(Math.max(...values) - Math.min(...values));
          expect(verdict.spread).toBeLessThan(2);
          expect(verdict.evidence.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('the outcome of three answers', () => {
  const of = (...values: string[]) => bandVerdict(CORE_RUBRIC.outcomeBands, answers(...values), band(null));
  it('is the median band, from the worst to the best', () => {
    expect(of('RESOLUTION', 'DE_ESCALATION', 'RESOLUTION').band).toBe('RESOLUTION');
    expect(of('CONTAINMENT', 'ESCALATION', 'CONTAINMENT').band).toBe('CONTAINMENT');
  });

  it('is a person’s to decide where they lie two bands apart, contradict the rules, or too few can be used', () => {
    expect(of('ESCALATION', 'DE_ESCALATION', 'CONTAINMENT').band).toBeNull();
    const all = answers('RESOLUTION', 'RESOLUTION', 'RESOLUTION');
    expect(bandVerdict(CORE_RUBRIC.outcomeBands, all, band('ESCALATION')).band).toBeNull();
    expect(bandVerdict(CORE_RUBRIC.outcomeBands, null, band('RESOLUTION')).band).toBeNull();
  });
});

describe('a critical fail', () => {
  const yesNo = (yes: number): JudgeAnswer[] =>
    [0, 1, 2].map((at) => (at < yes ? answer('YES', at + 1) : { value: 'NO', evidence: [], reason: 'no' }));
  const found = { code: 'CF', evidence: [{ turn: 7, quote: 'rule' }], reason: 'A rule.' };

  it('is proposed whoever finds it, and says when that were few', () => {
    expect(failVerdict('CF', yesNo(3), undefined)?.reason).toBe('because YES');
    expect(failVerdict('CF', yesNo(2), found)).toMatchObject({ reason: 'because YES' });
    expect(failVerdict('CF', yesNo(1), undefined)?.reason).toBe(
      'Only 1 of 3 answers of the judge found it: because YES',
    );
    expect(failVerdict('CF', yesNo(0), found)?.reason).toMatch(/^Only the rules over words found it/);
    expect(failVerdict('CF', null, found)).toMatchObject({ evidence: found.evidence });
    expect(failVerdict('CF', yesNo(0), undefined)).toBeNull();
  });

  it('that nobody could say anything of leaves the score open between with it and without it', () => {
    const parts = {
      levels: CORE_RUBRIC.competencies.map(({ code }) => ({ ...rules(5), competency: code })),
      outcome: band('RESOLUTION'),
      ...{ criticalFails: [], penalties: [] },
    };
    expect(proposedScore(CORE_RUBRIC, parts)).toMatchObject({ complete: true });
    expect(proposedScore(CORE_RUBRIC, { ...parts, openCriticalFails: ['CF_NO_MEDICAL_AID'] })).toEqual({
      ...{ complete: false, abstained: ['CF_NO_MEDICAL_AID'], lowestFinal: 49, highestFinal: 96.4 },
    });
  });
});
