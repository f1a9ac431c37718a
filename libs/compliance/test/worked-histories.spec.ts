import { describe, expect, it } from '@jest/globals';
import { agreedEvaluation as evaluate } from './naive/agreed-evaluation.js';
import { inHistoryWords, inputOf, packedMandate, sorted, workedHistories } from './worked-history.js';

describe('the answers worked out by hand', () => {
  it.each(workedHistories().map((history) => [history.id, history.mandate, history] as const))(
    '%s (%s) is answered as by hand',
    (_id, code, history) => {
      const evaluation = evaluate(inputOf(history), packedMandate(code), history.asOf);
      expect(inHistoryWords(evaluation)).toEqual(sorted(history.expect));
      expect(evaluation.problems).toEqual([]);
    },
  );
});
