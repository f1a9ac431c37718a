import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { familiesOf } from './pdf-fonts.js';
import { printable } from './printable-text.js';

const runs = (text: string) => printable(text, familiesOf('Sans'), 'Sans');
const said = (text: string): string =>
  runs(text)
    .map((run) => run.text)
    .join('');

describe('printable text', () => {
  it.each([
    ['Dana, are you okay?', 'Dana, are you okay?'],
    ['a\n\n b\tc', 'a b c'],
    ['zero\u200Bwidth \u202Eturned\u202C', 'zerowidth turned'],
    ['Cafe\u0301', 'Café'],
    ['שלום', '[Hebrew, 4 characters]'],
    ['I say 你好 世界 now', 'I say [Chinese, Japanese or Korean, 4 characters] now'],
    ['ok 👍🏽', 'ok [emoji, 2 characters]'],
    ['\uE000', '[1 character]'],
    ['', ''],
  ])('of %j is %j', (text, printed) => expect(said(text)).toBe(printed));

  it('is in fonts that have it, in as few runs as it can', () => {
    expect(runs('Hello there').map(({ font }) => font)).toEqual(['Sans']);
    expect(runs('Łódź').map(({ font }) => font)).toEqual(['Sans latin-ext', 'Sans', 'Sans latin-ext']);
    expect(runs('Привет').map(({ font }) => font)).toEqual(['Sans cyrillic']);
  });

  it('has no character that its font has not, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        for (const { text: printed, font } of runs(text)) {
          for (const character of printed) {
            expect([font, ' ' === character ? font : familiesOf('Sans')(character.codePointAt(0) ?? 0)]).toEqual([
              font,
              font,
            ]);
          }
        }
      }),
    );
  });
});
