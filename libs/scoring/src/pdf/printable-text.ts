import type { FamilyOf } from './pdf-fonts.js';

/** Words in one font; `described` stand in brackets for words that no font of the PDF has. */
export interface PrintableRun {
  text: string;
  font: string;
  described: boolean;
}

const SCRIPTS: [RegExp, string][] = [
  [/\p{Script=Arabic}/u, 'Arabic'],
  [/\p{Script=Hebrew}/u, 'Hebrew'],
  [/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u, 'Chinese, Japanese or Korean'],
  [/\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Gurmukhi}|\p{Script=Gujarati}|\p{Script=Tamil}/u, 'Indic'],
  [/\p{Extended_Pictographic}|\p{Regional_Indicator}/u, 'emoji'],
];

/**
 * Any text as what the PDF's fonts can print: white space as single spaces, characters that nobody sees left out, and what no font has
 * described in brackets, `[Arabic, 12 characters]`, because a row of empty boxes would tell nothing and letters in the wrong order something
 * else. The HTML has them all.
 */
export function printable(text: string, familyOf: FamilyOf, fallback: string): PrintableRun[] {
  const runs: PrintableRun[] = [];
  let missing = '';
  const flush = (): void => {
    if (missing === '') return;
    const space = /\s+$/.exec(missing)?.[0] ?? '';
    runs.push({ text: `[${described(missing.trimEnd())}]${space}`, font: fallback, described: true });
    missing = '';
  };
  for (const character of seen(text)) {
    const font = familyOf(character.codePointAt(0) ?? 0);
    if (missing !== '' && character === ' ') missing += character;
    else if (font === undefined) missing += character;
    else {
      flush();
      const last = runs.at(-1);
      // A space is in every font, and breaks no run.
      if (last && !last.described && (last.font === font || character === ' ')) last.text += character;
      else runs.push({ text: character, font, described: false });
    }
  }
  flush();
  return runs;
}

const seen = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ');

function described(missing: string): string {
  const count = [...missing.replace(/ /g, '')].length;
  const script = SCRIPTS.find(([pattern]) => pattern.test(missing))?.[1];
  const characters = count === 1 ? '1 character' : `${count} characters`;
  return script ? `${script}, ${characters}` : characters;
}
