import { digestOf } from '#platform';
import type { Evidence, TranscriptTurn } from '../transcript.js';
import { shownText, type ShownText } from './shown-text.js';
import { siftedTurns, withheldWords, type SiftedTurn } from './withheld-words.js';

/** A session as a judge reads it: JSON data between two lines of a marker that nobody who spoke could know. */
export interface ShownTranscript {
  marker: string;
  /** The marker, one line for each turn, the marker. */
  block: string;
  /** What it is not shown: words that are meant for whoever grades, as they were said. */
  withheld: readonly Evidence[];
  /** The turns with what is shown of them: where this is nothing, nothing can be quoted. */
  quotable: readonly TranscriptTurn[];
  /** The same words in the turn as it was said; null where it was not shown them, letter for letter. */
  quoted(evidence: Evidence): Evidence | null;
}

/** Stands where words are withheld. It says nothing of them, for that would be a way to tell the judge something. */
const LEFT_OUT = '(left out: words that are no part of the scene)';

interface ShownStretch {
  original: string;
  shown: ShownText;
}

/** What is shown of a turn and may be quoted; a quote lies within one of these. */
const shownStretches = ({ stretches }: SiftedTurn): (ShownStretch | null)[] =>
  stretches.map(({ text, withheld }) => (withheld ? null : { original: text, shown: shownText(text) }));

const wordsOf = (stretches: readonly (ShownStretch | null)[]): string =>
  stretches.map((one) => (one === null ? `${LEFT_OUT} ` : one.shown.text)).join('');

/**
 * @param seed of the grading. The marker follows from it and from all that was said, so that who speaks cannot say it, not even knowing the
 * seed: each word they add makes it another.
 */
export function shownTranscript(turns: readonly TranscriptTurn[], seed: number): ShownTranscript {
  const parted = siftedTurns(turns);
  const shown = new Map(parted.map((turn) => [turn.number, shownStretches(turn)]));
  const lines = parted.map(({ number, speaker }) =>
    JSON.stringify({ turn: number, speaker, words: wordsOf(shown.get(number) ?? []) }),
  );
  const withheld = withheldWords(parted);
  const marker = `DATA-${digestOf({ seed, lines, withheld }).slice(0, 24)}`;
  return {
    marker,
    block: [marker, ...lines, marker].join('\n'),
    withheld,
    quotable: parted.map(({ number, speaker, stretches }) => ({
      ...{ number, speaker },
      text: stretches.map((one) => (one.withheld ? '' : one.text)).join(''),
    })),
    quoted({ turn, quote }) {
      if (quote.trim() === '') return null;
      for (const stretch of shown.get(turn) ?? []) {
        if (stretch?.original.includes(quote)) return { turn, quote };
        const original = stretch?.shown.original(quote);
        if (original) return { turn, quote: original };
      }
      return null;
    },
  };
}
