import { describe, expect, it } from '@jest/globals';
import { contradiction } from './compare-evaluators.js';
import { randomCase } from './random-case.js';
import { shrunk } from './shrink-case.js';

const CASES = 10_000;
const PORTION = 2_500;

/** `npm run compliance:compare -- --cases 1000000` asks for more of them. */
describe('two evaluators, of which one knows only the text of the contract', () => {
  it.each(Array.from({ length: CASES / PORTION }, (_, index) => index * PORTION))(
    'contradict each other in none of the cases from %d on',
    (first) => {
      for (let seed = first; seed < first + PORTION; seed++) {
        const found = randomCase(seed);
        if (contradiction(found, seed) === null) continue;
        const smallest = shrunk(found, seed);
        expect({ seed, contradiction: contradiction(smallest, seed), smallest }).toBeNull();
      }
    },
  );
});
