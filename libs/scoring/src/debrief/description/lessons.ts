import type { Section } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';
import { firstQuotation } from './quoted-in-context.js';
import { codeInWords, levelMeaning, nextAnchor } from './rubric-words.js';
import type { ToldParts } from './told-parts.js';

/** From this level on, a competency is told as a strength. */
const STRENGTH = 3;
const MOST = 3;

type Level = ToldParts['levels'][number];
type Given = Level & { level: number };

/** What went well, the highest levels first. In a session without such levels: what came nearest, said plainly. */
export function strengthsSection({ rubric, turns }: DebriefFacts, told: ToldParts): Section | null {
  if (told.levels.length === 0) return null;
  const levels = given(told).sort((first, second) => second.level - first.level);
  const strong = levels.filter(({ level }) => level >= STRENGTH).slice(0, MOST);
  const shown = strong.length > 0 ? strong : levels.slice(0, 1);
  const items = shown.map((one) => {
    const competency = rubric.body.competencies.find(({ code }) => code === one.competency);
    const quotation = firstQuotation(turns, one.evidence);
    const said = quotation ? ` For example: ${quotation}.` : '';
    return `${codeInWords(one.competency)}. ${competency ? levelMeaning(competency, one.level) : ''}${said}`;
  });
  return {
    heading: 'What went well',
    blocks:
      items.length === 0
        ? [{ kind: 'PARAGRAPH', text: 'No level was given, so none can be named here.' }]
        : [
            ...(strong.length === 0
              ? [
                  {
                    kind: 'PARAGRAPH' as const,
                    text: `No competency reached level ${STRENGTH} of ${rubric.body.scale.max} in this session. The highest was:`,
                  },
                ]
              : []),
            { kind: 'LIST', items },
          ],
  };
}

/** What to work on, the lowest levels first, each with the next anchor of the rubric as the step to take. */
export function workSection({ rubric, turns }: DebriefFacts, told: ToldParts): Section | null {
  if (told.levels.length === 0) return null;
  const levels = given(told)
    .filter(({ level }) => level < 5)
    .sort((first, second) => first.level - second.level);
  const lowest = levels.filter(({ level }) => level < STRENGTH);
  const shown = (lowest.length > 0 ? lowest : levels).slice(0, MOST);
  const blocks = shown.flatMap((one): Section['blocks'] => {
    const competency = rubric.body.competencies.find(({ code }) => code === one.competency);
    const next = competency && nextAnchor(competency, one.level);
    if (!competency || !next) return [];
    const quotation = firstQuotation(turns, one.evidence);
    return [
      { kind: 'HEADING', text: codeInWords(one.competency) },
      {
        kind: 'FACTS',
        rows: [
          { term: 'This session', detail: levelMeaning(competency, one.level) },
          ...(quotation ? [{ term: 'For example', detail: quotation }] : []),
          { term: 'Next step', detail: `Level ${next.level}: ${next.text}.` },
        ],
      },
    ];
  });
  return {
    heading: 'What to work on',
    blocks:
      blocks.length > 0
        ? blocks
        : [{ kind: 'PARAGRAPH', text: 'Every level given is the highest of the rubric: there is no step above it.' }],
  };
}

const given = ({ levels }: ToldParts): Given[] => levels.filter((one): one is Given => one.level !== null);
