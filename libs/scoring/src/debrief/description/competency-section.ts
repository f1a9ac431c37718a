import type { Block, Section } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';
import { quotedInContext } from './quoted-in-context.js';
import { codeInWords, levelMeaning, nextAnchor } from './rubric-words.js';
import type { ToldParts } from './told-parts.js';

/** Every competency in the rubric's order: its level, what that means, what would make it higher, and the words it rests on. */
export function competencySection({ rubric, turns }: DebriefFacts, told: ToldParts): Section | null {
  const blocks = told.levels.flatMap(({ competency: code, level, evidence, reason }): Block[] => {
    const competency = rubric.body.competencies.find((one) => one.code === code);
    if (!competency) return [];
    const next = level === null ? null : nextAnchor(competency, level);
    return [
      {
        kind: 'COMPETENCY',
        name: codeInWords(code),
        level,
        weight: competency.weight,
        meaning:
          level === null
            ? 'No level: the words did not show enough to tell, and it is left to a person.'
            : levelMeaning(competency, level),
        higher: next && `Level ${next.level}: ${next.text}.`,
        reason,
        ...quotedInContext(turns, evidence),
      },
    ];
  });
  return blocks.length > 0 ? { heading: 'Each competency', blocks } : null;
}
