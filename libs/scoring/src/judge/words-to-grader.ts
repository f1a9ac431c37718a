import type { RubricBody } from '#curricula';
import { abstain, type ProposedLevel } from '../grader/proposed-level.js';
import type { ProposedParts } from '../proposal.js';
import type { Evidence } from '../transcript.js';

/**
 * What a judge's word is worth where somebody spoke to whoever grades: only what it says against the officer. It was not shown the words that
 * were recognised, but what stands beside them may be meant for it too, and what it was not shown it cannot clear anybody of. So a level above
 * the pass rule's minimum, an outcome above the worst, and each critical fail that it did not find are a person's to decide.
 * @param withheld words that the judge was not shown; none leaves everything as it is
 */
export function onlyAgainstOfficer(
  rubric: RubricBody,
  parts: ProposedParts,
  withheld: readonly Evidence[],
): ProposedParts {
  if (withheld.length === 0) return parts;
  const left = (what: string): string => `${saidWhere(withheld)} The judge says ${what}; a person decides.`;
  const most = rubric.pass?.minLevelAny ?? 0;
  const levels = parts.levels.map((proposed): ProposedLevel => {
    if (proposed.level === null || proposed.level <= most) return proposed;
    return { ...proposed, ...abstain(left(`${proposed.level}`)) };
  });
  const [worst] = [...rubric.outcomeBands].sort((one, other) => one.min - other.min);
  const { band } = parts.outcome;
  const outcome =
    band === null || band === worst.code ? parts.outcome : { band: null, evidence: [], reason: left(band) };
  const openCriticalFails = rubric.criticalFails
    .map(({ code }) => code)
    .filter((code) => !parts.criticalFails.some((found) => found.code === code));
  return { ...parts, levels, outcome, ...(openCriticalFails.length > 0 ? { openCriticalFails } : {}) };
}

/** "Words meant for a grader in turns 4 and 7." */
function saidWhere(withheld: readonly Evidence[]): string {
  const turns = [...new Set(withheld.map(({ turn }) => turn))];
  const last = turns.pop();
  return `Words meant for a grader in turn${turns.length > 0 ? `s ${turns.join(', ')} and` : ''} ${last}.`;
}
