import { timeInZone } from '../../pdf/agency-time.js';
import type { Section } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';
import { decisionInWords } from './decision-in-words.js';
import { codeInWords } from './rubric-words.js';
import type { ToldAppeal } from './told-appeal.js';

/** The appeal against the first decision, with both sides' words. Null where none was filed. */
export function appealSection({ appeal, first, agency }: DebriefFacts): Section | null {
  if (!appeal) return null;
  const at = (instant: Date): string => timeInZone(instant, agency.timezone);
  const { end } = appeal;
  return {
    heading: 'The appeal',
    blocks: [
      {
        kind: 'FACTS',
        rows: [
          { term: 'Filed', detail: at(appeal.filedAt) },
          { term: 'Why, in the officer’s words', detail: appeal.reason },
          ...appeal.points.map(({ about, code, words }) => ({
            term: `About: ${codeInWords(code ?? about)}`,
            detail: words,
          })),
          ...(first
            ? [{ term: 'First decision', detail: `${decisionInWords(first)}, by ${first.by}, ${at(first.at)}` }]
            : []),
          {
            term: 'Now',
            detail: end ? `${ENDS[end.outcome]}, by ${end.by}, ${at(end.at)}` : 'Open: it waits for a person.',
          },
          ...(end?.reason ? [{ term: 'Why it was decided so', detail: end.reason }] : []),
        ],
      },
      {
        kind: 'PARAGRAPH',
        note: true,
        text: 'An appeal is decided by somebody who did not sign, review or play the session. A changed grade is never worse than the first.',
      },
    ],
  };
}

const ENDS: Record<NonNullable<ToldAppeal['end']>['outcome'], string> = {
  UPHELD: 'Decided: the first decision stands',
  CHANGED: 'Decided: the new review counts',
  INVALIDATED: 'Decided: the session counts for nothing',
  WITHDRAWN: 'Taken back: the first decision stands',
};
