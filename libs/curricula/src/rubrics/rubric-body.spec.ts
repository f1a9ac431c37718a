import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readRubric } from './rubric-body.js';

type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

const core = (): Json => JSON.parse(readFileSync('packs/rubrics/core.json', 'utf8')) as Json;

function problemsOf(change: (rubric: Json) => void): string[] {
  const rubric = core();
  change(rubric);
  const read = readRubric(rubric);
  return 'problems' in read ? read.problems : [];
}

describe('a rubric file', () => {
  it('is accepted as the core rubric ships, with its bands named', () => {
    const read = readRubric(core());
    if (!('rubric' in read)) throw new Error(read.problems.join('\n'));
    expect(read.rubric.competencies).toHaveLength(8);
    expect(read.rubric.criticalFails).toHaveLength(7);
    expect(read.rubric.outcomeBands[3]).toEqual({ code: 'RESOLUTION', min: 76, max: 100 });
  });

  it('is refused when the weights do not sum to 100', () => {
    expect(problemsOf((rubric) => (rubric.competencies[0].weight = 16))).toEqual([
      'competencies: weights must sum to 100, not 101',
    ]);
  });

  it('is refused when its shares do not sum to 100', () => {
    expect(problemsOf((rubric) => (rubric.shares = { process: 60, outcome: 30 }))).toEqual([
      'shares: must sum to 100, not 90',
    ]);
  });

  it('may have no competencies only where the outcome alone counts', () => {
    const bare = (rubric: Json): void => void (rubric.competencies = []);
    expect(problemsOf(bare)).toEqual(['competencies: weights must sum to 100, not 0']);
    expect(
      problemsOf((rubric) => Object.assign(rubric, { competencies: [], shares: { process: 0, outcome: 100 } })),
    ).toEqual([]);
  });

  it('names the anchor that is missing', () => {
    const problems = problemsOf((rubric) => delete rubric.competencies[2].a3);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^competencies\.2\.a3: /);
  });

  it('is refused when a code stands twice', () => {
    expect(problemsOf((rubric) => (rubric.criticalFails[1].code = rubric.criticalFails[0].code))).toEqual([
      'criticalFails.1.code: CF_UNPROVOKED_FORCE_THREAT stands here twice',
    ]);
  });

  it.each([
    [
      'a gap',
      (rubric: Json) => (rubric.outcomeBands[1][1] = 27),
      'outcomeBands.1: must start at 26 and not end before it',
    ],
    [
      'an overlap',
      (rubric: Json) => (rubric.outcomeBands[2][1] = 50),
      'outcomeBands.2: must start at 51 and not end before it',
    ],
    ['a short scale', (rubric: Json) => (rubric.outcomeBands[3][2] = 99), 'outcomeBands: must end at 100'],
  ])('is refused when its outcome bands leave %s', (_name, change, problem) => {
    expect(problemsOf(change)).toEqual([problem]);
  });

  it('cannot be passed without a person', () => {
    expect(problemsOf((rubric) => (rubric.pass.humanSignOff = false))).toEqual([
      'pass.humanSignOff: must be true: the grader proposes, a person certifies',
    ]);
  });

  it.each([[null], [[]], ['{}'], [7]])('is refused when it is %j', (file) => {
    expect(readRubric(file)).toHaveProperty('problems');
  });
});
