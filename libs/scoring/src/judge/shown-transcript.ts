import { digestOf } from '#platform';
import type { Evidence, TranscriptTurn } from '../transcript.js';
import { shownText, type ShownText } from './shown-text.js';

/** A session as a judge reads it: JSON data between two lines of a marker that nobody who spoke could know. */
export interface ShownTranscript {
  marker: string;
  /** The marker, one line for each turn, the marker. */
  block: string;
  /** The same words in the turn as it was said; null where the turn does not say them, letter for letter. */
  quoted(evidence: Evidence): Evidence | null;
}

/**
 * @param seed of the grading. The marker follows from it and from all that was said, so that who speaks cannot say it, not even knowing the
 * seed: each word they add makes it another.
 */
export function shownTranscript(turns: readonly TranscriptTurn[], seed: number): ShownTranscript {
  const shown = new Map<number, ShownText>(turns.map(({ number, text }) => [number, shownText(text)]));
  const lines = turns.map(({ number, speaker }) =>
    JSON.stringify({ turn: number, speaker, words: shown.get(number)?.text ?? '' }),
  );
  const marker = `DATA-${digestOf({ seed, lines }).slice(0, 24)}`;
  return {
    marker,
    block: [marker, ...lines, marker].join('\n'),
    quoted({ turn, quote }) {
      const said = turns.find(({ number }) => number === turn)?.text;
      if (said === undefined || quote.trim() === '') return null;
      if (said.includes(quote)) return { turn, quote };
      const original = shown.get(turn)?.original(quote);
      return original ? { turn, quote: original } : null;
    },
  };
}
