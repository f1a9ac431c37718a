/**
 * Slurs against whole groups of people, in ROT13, so that nobody reads them who only reads the code. No rating of a scenario allows
 * them: a trainee's screen is no place for a machine's slur. Swear words are another thing and may be in character.
 */
const SLURS_ROT13 = [
  'avttre',
  'avttn',
  'snttbg',
  'snt',
  'xvxr',
  'fcvp',
  'jrgonpx',
  'tbbx',
  'puvax',
  'pbba',
  'qlxr',
  'genaal',
  'enturnq',
  'gbjryurnq',
  'fnaqavttre',
  'ornare',
  'cnxv',
  'tlcfl genfu',
  'ergneq',
  'ergneqrq',
  'fcnm',
  'fjnegul',
  'erqfxva',
  'vawha',
  'mvccreurnq',
  'wvtnobb',
  'cbeputbaxrl',
  'cvpxnavaal',
  'tbyyvjbt',
  'furznyr',
  'ynqlobl',
];

const plainOf = (word: string): string =>
  word.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));

const SLURS = SLURS_ROT13.map(plainOf);

/** Written around a filter: 1 for i, 0 for o, and letters doubled or parted by signs. */
const DISGUISES: Record<string, string> = { i: '[i1!|]', o: '[o0]', a: '[a4@]', e: '[e3]', s: '[s5$]' };
const patternOf = (word: string): string =>
  [...word].map((letter) => (letter === ' ' ? '\\s+' : `${DISGUISES[letter] ?? letter}+[.*_-]?`)).join('');

/** In one word of its own; also in the plural, and with the endings that make it a curse. */
const SLUR = new RegExp(`(?<![\\p{L}\\d])(?:${SLURS.map(patternOf).join('|')})(?:e?s|y|z|ed)?(?![\\p{L}\\d])`, 'iu');
/** Words that only look like one. */
const HARMLESS =
  /\b(?:coon(?:hound| dog| hunting| hunter| cat)|maine coon|chink(?:s)? in|spic(?:e|es|y)|a chink of|fire ?retard\w*)\b/gi;

export const containsSlur = (text: string): boolean => SLUR.test(text.replace(HARMLESS, ' '));

/** Fewer letters tell nothing, and holding each word back would cost a token's time. */
const TELLING = 3;

/** How many characters at the end of a text may yet become a slur, and must not be shown before the word is whole. */
export function heldBackForSlur(text: string): number {
  const tail = /[\p{L}\d*_$@!|-]+$/u.exec(text)?.[0] ?? '';
  if (tail.length < TELLING) return 0;
  const begun = tail.toLowerCase();
  return SLURS.some((word) => (word.length > begun.length ? word.startsWith(begun) : begun.startsWith(word)))
    ? tail.length
    : 0;
}
