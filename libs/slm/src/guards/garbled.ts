/** More than anybody says in one breath at a scene; the research corpus has 16 tokens a turn. */
const MOST_WORDS = 150;
const LONGEST_WORD = 40;
const MARKUP = /```|https?:\/\/|\{\s*"|<\/?[a-z][a-z0-9]*(?:\s[^>]*)?>|^\s*(?:[-*]|\d+\.)\s.*\n\s*(?:[-*]|\d+\.)\s/im;
const BROKEN_CHARACTERS = /[\ufffd\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** Whether a text, as the model wrote it, is made for a page and not for an ear. */
export const isMarkup = (text: string): boolean => MARKUP.test(text);

/** Whether a text is no speech: broken characters, another script, a word that does not end. */
export function isGarbled(text: string): boolean {
  if (BROKEN_CHARACTERS.test(text)) return true;
  const words = text.trim().split(/\s+/);
  if (words.length > MOST_WORDS || words.some((word) => word.length > LONGEST_WORD)) return true;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin < 0.8 * letters || letters < 0.5 * text.replace(/\s/g, '').length;
}

/** Whether nothing is said: no word at all. `.` is what a small model falls to in a long dialogue. */
export const isEmpty = (text: string): boolean => !/\p{L}/u.test(text);
