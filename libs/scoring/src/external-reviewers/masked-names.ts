import type { Evidence, TranscriptTurn } from '../transcript.js';

/** Stands for each character of a name. */
const MASK = '•';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whole words that are one of the names, as it is written or in capitals: in small letters, Will and Long are words like others. */
function namesIn(names: readonly string[]): RegExp | null {
  const forms = [...new Set(names.flatMap((name) => [name.trim(), name.trim().toUpperCase()]))]
    .filter((form) => form.length > 1)
    .sort((first, second) => second.length - first.length);
  if (forms.length === 0) return null;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

/** The text with every name covered, as long as before: what is quoted of it stands at the same place in the original. */
export function maskNames(text: string, names: readonly string[]): string {
  const pattern = namesIn(names);
  return pattern ? text.replace(pattern, (name) => MASK.repeat(name.length)) : text;
}

/**
 * What was said where somebody who sees the masked turns quotes them: a review rests on the words themselves.
 * @returns the evidence as it is where its quote is not in the masked turn
 */
export function originalEvidence(
  turns: readonly TranscriptTurn[],
  names: readonly string[],
  { turn, quote }: Evidence,
): Evidence {
  const said = turns.find(({ number }) => number === turn);
  const at = said && quote !== '' ? maskNames(said.text, names).indexOf(quote) : -1;
  return { turn, quote: said && at >= 0 ? said.text.slice(at, at + quote.length) : quote };
}
