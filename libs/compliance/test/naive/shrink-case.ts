import { mandateVersionSchema } from '../../src/mandates/mandate.js';
import { contradiction } from './compare-evaluators.js';
import type { ComparedCase } from './random-case.js';

/** The smallest case of the same contradiction that is found by leaving things out. */
export function shrunk(given: ComparedCase, seed: number): ComparedCase {
  const key = contradiction(given, seed)?.key;
  const still = (each: ComparedCase) => contradiction(each, seed)?.key === key;
  let best = given;
  for (let again = true; again;) {
    again = false;
    for (const smaller of smallerCases(best)) {
      if (still(smaller)) {
        best = smaller;
        again = true;
        break;
      }
    }
  }
  return best;
}

function* smallerCases({ mandate, input, asOf }: ComparedCase): Generator<ComparedCase> {
  for (const list of ['entries', 'facts', 'planned', 'exemptions', 'waivers', 'consequences', 'allocations'] as const) {
    const rows: readonly unknown[] = input[list] ?? [];
    for (let index = 0; index < rows.length; index++) {
      yield { mandate, asOf, input: { ...input, [list]: rows.filter((_, other) => other !== index) } };
    }
  }
  if (mandate.requirements.length > 1) {
    for (const root of mandate.requirements) {
      const smaller = { ...mandate, requirements: mandate.requirements.filter((each) => each !== root) };
      // Another requirement or an exemption may name the one that was left out.
      if (mandateVersionSchema.safeParse(smaller).success) yield { mandate: smaller, input, asOf };
    }
  }
}
