import { timeInZone } from '../../pdf/agency-time.js';
import type { Block, Section } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';
import { quotedInContext } from './quoted-in-context.js';
import { points } from './result-section.js';
import { codeInWords, criticalFailText } from './rubric-words.js';
import type { ToldParts } from './told-parts.js';

/** How the dialogue ended, as a band of the rubric, and the penalties. */
export function outcomeSection({ rubric, turns }: DebriefFacts, { outcome, penalties }: ToldParts): Section {
  const band = rubric.body.outcomeBands.find(({ code }) => code === outcome.band);
  return {
    heading: 'How it ended',
    blocks: [
      {
        kind: 'PARAGRAPH',
        text: band
          ? `${codeInWords(band.code)}: a band from ${band.min} to ${band.max} points of 100, of which the middle counts.`
          : 'No outcome: the last turns did not show enough to tell, and it is left to a person.',
      },
      ...(outcome.reason ? [{ kind: 'PARAGRAPH' as const, text: outcome.reason }] : []),
      excerptsOf(turns, outcome.evidence),
      ...penalties.flatMap(({ code, evidence }): Block[] => {
        const penalty = rubric.body.penalties.find((one) => one.code === code);
        return [
          {
            kind: 'HEADING',
            text: `Penalty: ${codeInWords(code)}${penalty ? `, ${points(penalty.points)} points` : ''}`,
          },
          excerptsOf(turns, evidence),
        ];
      }),
    ],
  };
}

/** What caps the score, plainly and with the words it rests on. Said too where there is none: silence would leave a doubt. */
export function criticalFailSection(facts: DebriefFacts, told: ToldParts): Section {
  const { rubric, turns, agency, appealableUntil } = facts;
  const { criticalFails, byPerson } = told;
  if (criticalFails.length === 0) {
    return {
      heading: 'Critical fails',
      blocks: [
        {
          kind: 'PARAGRAPH',
          text: byPerson ? 'The reviewer found none.' : 'None was seen in the words of this session.',
        },
      ],
    };
  }
  const effect = byPerson
    ? 'A critical fail holds the final score at 49 or less, whatever the levels.'
    : 'Software saw what may be a critical fail. It can be wrong, and in practice it has no effect.';
  return {
    heading: byPerson ? 'Critical fails' : 'Possible critical fails',
    blocks: [
      { kind: 'PARAGRAPH', text: effect },
      ...criticalFails.flatMap(({ code, evidence }): Block[] => [
        { kind: 'HEADING', text: sentenceOf(criticalFailText(rubric.body, code)) },
        excerptsOf(turns, evidence),
      ]),
      ...(appealableUntil
        ? [
            {
              kind: 'PARAGRAPH' as const,
              text: `The officer can appeal this finding with the grade, once, until ${timeInZone(appealableUntil, agency.timezone)}. A different reviewer then decides.`,
            },
          ]
        : []),
    ],
  };
}

const excerptsOf = (turns: DebriefFacts['turns'], evidence: ToldParts['outcome']['evidence']): Block => ({
  kind: 'EXCERPTS',
  ...quotedInContext(turns, evidence),
});

const sentenceOf = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
