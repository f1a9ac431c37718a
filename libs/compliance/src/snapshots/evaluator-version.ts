/**
 * Which evaluator this is. It is raised whenever the same input gives another answer than before, so that a snapshot that does not reproduce
 * says why; `evaluator-version.spec.ts` fails until it is.
 */
export const EVALUATOR_VERSION = '1';
