import { rounded, type Benchmark } from '../benchmark.js';
import { FIGURES, withInterval } from './figures.js';
import { rateStages } from './rated-stages.js';

/** The embedded grader against the authors of rated responses, who were no part of its fitting. */
export const grader: Benchmark = {
  name: 'grader',
  compares: 'the order of rated responses by the embedded grader, against their order by length',
  aim: '0.80 of pairs in the order of their authors',
  needs: 'a folder of scenarios in the POL-COM format: npm run bench -- grader --data FOLDER',
  async run(say, { data = '' } = {}) {
    const began = performance.now();
    const stages = await rateStages(data, say);
    const seconds = rounded((performance.now() - began) / 1_000);
    const order = withInterval('order', stages);
    return {
      ours: order.value,
      baseline: rounded(FIGURES.length(stages)),
      // Not a quotient here: the share of pairs in the right order says by itself how good it is.
      ratio: order.value,
      unit: 'of pairs in order',
      detail: {
        order,
        posNeg: withInterval('posNeg', stages),
        qwk: withInterval('qwk', stages),
        lengthMatched: withInterval('lengthMatched', stages),
        stuffed: withInterval('stuffed', stages),
        stages: stages.length,
        responses: stages.flat().length,
        seconds,
      },
    };
  },
};
