import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sequencer from '@jest/test-sequencer';
import { ROOT } from './install-if-changed.js';

/**
 * The test files that take longest, from the longest on: each over ten seconds on two quiet cores. A long one that begins last keeps one core
 * idle to the end, and Jest knows no durations on a clean checkout.
 */
const SLOWEST = [
  'apps/api/test/plans.e2e-spec.ts',
  'apps/api/test/isolation.e2e-spec.ts',
  'libs/scoring/test/regrade-faults.spec.ts',
  'libs/scoring/test/judge-faults.spec.ts',
  'libs/scoring/test/judging.spec.ts',
  'apps/api/test/isolation-faults.e2e-spec.ts',
  'libs/platform/test/worker-faults.spec.ts',
  'libs/scoring/src/debrief/pdf/debrief-pdf.spec.ts',
  'libs/scoring/test/injection/embedded-grader.spec.ts',
  'libs/scoring/test/injection/judge.spec.ts',
  'libs/scoring/test/appeal-decisions.spec.ts',
  'libs/scoring/test/regrades.spec.ts',
  'apps/api/test/deadline.e2e-spec.ts',
  'libs/scoring/test/injection/feature-grader.spec.ts',
  'libs/scoring/test/regrade-by-judge.spec.ts',
  'libs/scoring/test/regrade-reports.spec.ts',
  'libs/scoring/test/second-reviews.spec.ts',
  'libs/slm/test/inference-server-faults.spec.ts',
  'libs/scoring/src/embedded-grader/embedded-grader.spec.ts',
];

/** Jest's own order, after the slowest. */
export default class SlowestFirst extends Sequencer {
  /** @throws Error naming a file of the list that is not there any more */
  sort(tests) {
    const gone = SLOWEST.filter((path) => !existsSync(join(ROOT, path)));
    if (gone.length > 0) throw new Error(`tools/slowest-first.js lists what is not there: ${gone.join(', ')}`);
    const ranks = new Map(SLOWEST.map((path, rank) => [join(ROOT, path), rank]));
    const rank = ({ path }) => ranks.get(path) ?? SLOWEST.length;
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
}
