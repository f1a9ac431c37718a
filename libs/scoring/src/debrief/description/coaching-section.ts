import type { CoachingNoteKind } from '../../coaching-notes/coaching-note.entity.js';
import { timeInZone } from '../../pdf/agency-time.js';
import type { Block, Section } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';
import { quotedInContext } from './quoted-in-context.js';

const KINDS: Record<CoachingNoteKind, string> = {
  PRAISE: 'well done',
  TRY_INSTEAD: 'something to try instead',
  QUESTION: 'a question to think about',
};

/** What instructors say of single turns, in the order of the dialogue. Null for none, or none that the reader may see. */
export function coachingSection({ notes, turns, agency }: DebriefFacts): Section | null {
  if (notes.length === 0) return null;
  const blocks = [...notes]
    .sort((first, second) => first.turnNumber - second.turnNumber)
    .flatMap(({ turnNumber, kind, text, quote, suggestion, by, at }): Block[] => {
      const words = quote ?? turns.find(({ number }) => number === turnNumber)?.text;
      return [
        { kind: 'HEADING', text: `Turn ${turnNumber}: ${KINDS[kind]}` },
        {
          kind: 'EXCERPTS',
          ...quotedInContext(turns, words === undefined ? [] : [{ turn: turnNumber, quote: words }]),
        },
        {
          kind: 'FACTS',
          rows: [
            { term: 'Note', detail: text },
            ...(suggestion === null ? [] : [{ term: 'Words to try', detail: suggestion }]),
            { term: 'From', detail: `${by}, ${timeInZone(at, agency.timezone)}` },
          ],
        },
      ];
    });
  return {
    heading: 'Notes on single turns',
    blocks: [
      { kind: 'PARAGRAPH', text: 'These are for learning. They are no evidence and no part of the score.' },
      ...blocks,
    ],
  };
}
