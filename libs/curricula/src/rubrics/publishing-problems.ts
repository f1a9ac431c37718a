import { checkRubric } from './rubric-body.js';
import { keptMeanings } from './kept-meanings.js';
import { changeInWords } from './change-in-words.js';
import { inOrder, numberOf, type PublishedRubric } from './published-rubric.js';
import { contentOf, writtenAt, type RubricContent } from './rubric-content.js';
import { diffRubrics } from './rubric-diff.js';
import { compareVersions, highestRise, nextVersion, readVersionNumber } from './version-number.js';

/** One thing that keeps a draft from being published. */
export interface RubricProblem {
  /** Where `saveRubricDraft` takes it: `input.content.competencies[2].anchors.level3`. */
  field: string;
  message: string;
}

/**
 * Everything that keeps a body from being published as the next version of its rubric.
 * @param published every version of the rubric that is published, in any order
 */
export function publishingProblems(body: object, published: readonly PublishedRubric[]): RubricProblem[] {
  const checked = checkRubric(body);
  const wrong =
    'issues' in checked ? checked.issues.map(({ path, message }) => ({ at: writtenAt(path), message })) : [];
  const content = contentOf(body);
  const before = inOrder(published);
  const { version } = body as { version: string };
  const rising = readVersionNumber(version) ? risingProblem(version, content, before) : null;
  return [...wrong, ...keptMeanings(content, before), ...(rising ? [{ at: 'version', message: rising }] : [])].map(
    ({ at, message }) => ({ field: at === '' ? 'input.content' : `input.content.${at}`, message }),
  );
}

/** Whether the version rises by as much as the changes since the highest one ask for. */
function risingProblem(version: string, content: RubricContent, before: readonly PublishedRubric[]): string | null {
  const newest = before.at(-1);
  if (!newest) return null;
  const changes = diffRubrics(newest.content, content);
  const rise = highestRise(changes.map((change) => change.rise));
  const lowest = nextVersion(numberOf(newest), rise);
  if (compareVersions(numberOf({ version }), lowest) >= 0) return null;
  const cause = changes.find((change) => change.rise === rise);
  const number = { PATCH: 'third', MINOR: 'second', MAJOR: 'first' }[rise];
  const because = cause ? `, as ${changeInWords(cause).replace(/\.$/, '').replace(/^The/, 'the')}` : '';
  return `the ${number} number must rise over ${newest.version}, to ${lowest.join('.')} at least${because}`;
}
