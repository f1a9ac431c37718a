import { expect } from '@jest/globals';
import { evaluate } from '../../src/evaluation/evaluate.js';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import type { EvaluationInput } from '../../src/evaluation/input.js';
import type { MandateVersion } from '../../src/mandates/mandate.js';
import { contradiction } from './compare-evaluators.js';

/** The evaluation, after the second evaluator has said the same; every following day is asked too. */
export function agreedEvaluation(input: EvaluationInput, mandate: MandateVersion, asOf: string): Evaluation {
  const everyDay = 64;
  expect(contradiction({ mandate, input, asOf }, everyDay)).toBeNull();
  return evaluate(input, mandate, asOf);
}
