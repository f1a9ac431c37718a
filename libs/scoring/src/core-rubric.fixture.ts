import { readFileSync } from 'node:fs';
import { readRubric, type RubricBody } from '#curricula';

function coreRubric(): RubricBody {
  const read = readRubric(JSON.parse(readFileSync('packs/rubrics/core.json', 'utf8')));
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.rubric;
}

/** The core rubric as the project ships it. */
export const CORE_RUBRIC = coreRubric();
