import { canonicalJson, toGlobalId } from '#platform';
import { contentOf } from './rubric-content.js';
import type { RubricVersionSummary } from './rubric.queries.js';
import type { RubricVersion } from './rubric.types.js';

/** A rubric version as the API shows it. */
export const rubricVersionType = ({ body, ...row }: RubricVersionSummary): RubricVersion => ({
  ...row,
  rubricId: toGlobalId('Rubric', row.rubricId),
  content: canonicalJson(body),
  typedContent: contentOf(body),
});
