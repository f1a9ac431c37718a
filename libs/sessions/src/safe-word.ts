/**
 * Ends a session at once, whoever is speaking: for a trainee to whom it has become too much. Nobody says these words by accident, and
 * "safeword" is taken for "safe word".
 */
export const SAFE_WORD = 'safe word red';

/** Whether the words are said, in whatever case, and with whatever between them that is neither letter nor figure. */
export function saysSafeWord(text: string): boolean {
  const words = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
  return ` ${words.replaceAll('safeword', 'safe word')} `.includes(` ${SAFE_WORD} `);
}
