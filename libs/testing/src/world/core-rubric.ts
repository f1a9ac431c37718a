import { readRubric, type RubricBody } from '#curricula';
import { readFileSync } from 'node:fs';

/** The rubric that the project ships. */
export function coreRubric(): RubricBody {
  const read = readRubric(JSON.parse(readFileSync('packs/rubrics/core.json', 'utf8')));
  if ('problems' in read) throw new Error(read.problems.join('; '));
  return read.rubric;
}
