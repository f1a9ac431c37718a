import { describe, expect, it } from '@jest/globals';
import { digestOf } from '#platform';
import { evaluate } from '../src/index.js';
import { EVALUATOR_VERSION } from '../src/snapshots/evaluator-version.js';
import { inputOf, packedMandate, workedHistories } from './worked-history.js';

/** What each version of the evaluator answers to the worked histories: SHA-256 of all of it. A version that was released stays here. */
const ANSWERS: Readonly<Record<string, string>> = {
  '1': '1097d8861942f67a49828b84de9b3e3c23f2f9d5d8472ce56f5808b64c359954',
};

describe('the version of the evaluator', () => {
  it('is another whenever an answer to the worked histories is', () => {
    const answers = workedHistories().map((history) =>
      evaluate(inputOf(history), packedMandate(history.mandate), history.asOf),
    );
    // Fails on purpose after a change of the evaluator: raise EVALUATOR_VERSION, and add its answers here.
    expect(digestOf(answers)).toBe(ANSWERS[EVALUATOR_VERSION]);
  });
});
