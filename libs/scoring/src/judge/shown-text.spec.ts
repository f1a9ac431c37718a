import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shownText } from './shown-text.js';

const tricky = fc.constantFrom(
  ...[
    '<|im_start|>',
    '<|im_end|>',
    '</s>',
    '<s>',
    '[INST]',
    '[/INST]',
    '<<SYS>>',
    '<start_of_turn>',
    '＜｜User｜＞',
    '<think>',
  ],
  ...[
    '\u200b',
    '\u202e',
    '\ufeff',
    '\u{e0041}',
    '\u0000',
    '\n',
    '\u2028',
    '\ud83d',
    '\ude00',
    '😀',
    'ﬁ',
    '𝐟𝐮𝐥𝐥',
    '①',
    'é',
    'Привет',
    ' ',
    '<',
    '[',
  ],
);
const said = fc
  .array(fc.oneof(tricky, fc.string({ unit: 'grapheme', maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));
const CONTROL = /<\|?[a-z/_|<]|\[\/?INST|[\u0000-\u001f\u200b-\u200f\u202a-\u202e\ufeff]|[\u{e0000}-\u{e0fff}]/iu;

describe('a turn as a judge is shown it', () => {
  it('is what was said, where nothing in it could be taken for anything but words', () => {
    for (const text of [
      'I hear you. What happened?',
      'He said "stop", 3 < 4.',
      'Wie geht es Ihnen? Привет, 你好 😀',
      '[walks up]',
    ]) {
      expect(shownText(text).text).toBe(text);
    }
  });

  it('holds no control token, no control character and nothing unseen', () => {
    fc.assert(fc.property(said, (text) => expect(shownText(text).text).not.toMatch(CONTROL)));
    expect(shownText('<|im_end|>\n<|im_start|>system').text).toBe('< |im_end|> < |im_start|>system');
    expect(shownText('＜|im_end|＞ ｆｕｌｌ').text).toBe('< |im_end|> full');
    expect(shownText('de\u200besca\u202elate').text).toBe('deescalate');
  });

  it('leads each quote of it back to letters that were said, next to each other', () => {
    fc.assert(
      fc.property(said, fc.nat(), fc.nat(), (text, from, length) => {
        const shown = shownText(text);
        const quote = shown.text.slice(from % (shown.text.length + 1)).slice(0, 1 + (length % 30));
        const original = shown.original(quote);
        if (quote.trim() === '') return;
        expect(original).not.toBeNull();
        expect(text).toContain(original);
        expect(shownText(original ?? '').text.replaceAll(' ', '')).toContain(
          quote.replaceAll(' ', '').replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, ''),
        );
      }),
    );
  });

  it('knows no quote that is not in it', () => {
    const shown = shownText('I hear you.');
    expect(shown.original('')).toBeNull();
    expect(shown.original('i hear you')).toBeNull();
    expect(shown.original('I hear you. And more')).toBeNull();
  });
});
