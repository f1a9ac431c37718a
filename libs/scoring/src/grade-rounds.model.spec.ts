import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { worseThan, type AppealDecision, type ReviewResult } from './appeals/appeal-state.js';
import { Grading, PEOPLE, TRAINEE } from './grade-rounds.fixture.js';

type Action = (grading: Grading) => void;

const person = fc.constantFrom(...PEOPLE);
const reason = fc.constantFrom('', ' ', 'Turn 3.');
const result: fc.Arbitrary<ReviewResult> = fc
  .constantFrom(40, 69, 70, 82, 95)
  // A pass needs 70 and more, and may still fail on a level or a critical fail.
  .chain((final) => fc.record({ final: fc.constant(final), passed: final < 70 ? fc.constant(false) : fc.boolean() }));
const decision = fc.constantFrom<AppealDecision>('UPHELD', 'CHANGED', 'INVALIDATED');
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(person, result).map(
    ([by, given]): Action =>
      (one) =>
        one.review(by, given),
  ),
  fc.tuple(person, fc.boolean(), reason).map(
    ([by, same, why]): Action =>
      (one) =>
        one.sign(by, same, why),
  ),
  fc.tuple(person, reason).map(
    ([by, why]): Action =>
      (one) =>
        one.invalidate(by, why),
  ),
  fc.tuple(person, fc.boolean()).map(
    ([by, late]): Action =>
      (one) =>
        one.appeal(by, late),
  ),
  person.map(
    (by): Action =>
      (one) =>
        one.withdraw(by),
  ),
  fc.tuple(person, result).map(
    ([by, given]): Action =>
      (one) =>
        one.secondReview(by, given),
  ),
  fc.tuple(person, decision, reason).map(
    ([by, how, why]): Action =>
      (one) =>
        one.decideAppeal(by, how, why),
  ),
  // Drawn more often than the rest: it is how most of the ends are reached.
  {
    weight: 8,
    arbitrary: fc.tuple(person, result, decision).map(([by, given, how]): Action => (one) => {
      one.secondReview(by, given);
      one.decideAppeal(by, how, 'Turn 3.');
    }),
  },
);
/** As people mostly do it, so that the later steps are reached often; what is drawn is mixed in between. */
const usual = (given: ReviewResult): Action[] => [
  (one) => one.review('ann', given),
  (one) => one.sign('ann', false, 'Turn 3.'),
  (one) => one.appeal(TRAINEE, false),
];

function holds(grading: Grading): void {
  const { rounds, official, entry } = grading;
  expect(rounds.length).toBeLessThanOrEqual(2);
  expect(grading.filed).toBeLessThanOrEqual(1);
  for (const { by, state, reason: why, result: signed } of rounds) {
    expect(by).not.toBe(TRAINEE);
    if (state !== 'SIGNED') expect(why.trim()).not.toBe('');
    // Whatever counts is a review of the person who decided.
    if (signed) expect(grading.reviews.get(by)).toEqual(expect.objectContaining({ final: signed.final }));
    expect(signed === null).toBe(state === 'INVALIDATED');
  }
  const [first, second] = rounds;
  if (second) {
    expect(grading.outcome === 'CHANGED' || grading.outcome === 'INVALIDATED').toBe(true);
    expect(second.by).not.toBe(first?.by);
    expect(grading.reviewedBefore).not.toContain(second.by);
    if (second.result && first?.result) expect(worseThan(second.result, first.result)).toBe(false);
  }
  for (const reviewer of grading.appealReviewers) expect([TRAINEE, first?.by]).not.toContain(reviewer);
  // The hours are those of an official pass, with its score; a correction says why.
  const passed = official?.result?.passed ?? false;
  expect((entry?.hours ?? 0) > 0).toBe(passed);
  if (passed) expect(entry?.score).toBe(official?.result?.final);
  for (const why of grading.corrections) expect(why.trim()).not.toBe('');
}

describe('a session that is signed, appealed against and decided again', () => {
  it('has at most one official decision, by somebody who may, and the hours of it, after any steps of anybody', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(
        fc.option(result, { nil: null }),
        fc.array(action, { maxLength: 25 }),
        fc.array(action, { maxLength: 25 }),
        (start, before, after) => {
          const grading = new Grading();
          for (const act of [...before.slice(0, start ? 2 : 25), ...(start ? usual(start) : []), ...after]) {
            act(grading);
            holds(grading);
          }
          const results = grading.rounds.map((one) => (one.result ? (one.result.passed ? 'pass' : 'fail') : 'nothing'));
          const corrected = grading.corrections.length > 0 ? ', corrected' : '';
          reached.add(`${results.join(', then ') || 'open'}: ${grading.outcome}${corrected}`);
        },
      ),
      { numRuns: 600, seed: 58 },
    );
    // What was never reached was not tested.
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'open: null',
        'nothing: null',
        'pass: UPHELD',
        'fail: WITHDRAWN',
        'fail, then pass: CHANGED',
        'fail, then fail: CHANGED',
        'fail, then nothing: INVALIDATED',
        'pass, then pass: CHANGED',
        'pass, then pass: CHANGED, corrected',
        'pass, then nothing: INVALIDATED, corrected',
      ]),
    );
  });
});
