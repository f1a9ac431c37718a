import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dialogue } from '../../transcripts.fixture.js';
import { firstQuotation, quotedInContext } from './quoted-in-context.js';
import { beginningOf, endOf } from './shortened.js';

const TURNS = dialogue(
  'Hello. I am Officer Reyes.',
  'Go away.',
  'I hear you. What happened?',
  'I lost my job.',
  'I see.',
);

describe('a quotation', () => {
  it('stands in its turn between its neighbours, and is the only thing marked', () => {
    const { excerpts, further } = quotedInContext(TURNS, [{ turn: 3, quote: 'I hear you.' }]);
    expect(excerpts).toEqual([
      [
        { number: 2, speaker: 'Civilian', parts: [{ text: 'Go away.', quoted: false }] },
        {
          number: 3,
          speaker: 'Officer',
          parts: [
            { text: 'I hear you.', quoted: true },
            { text: ' What happened?', quoted: false },
          ],
        },
        { number: 4, speaker: 'Civilian', parts: [{ text: 'I lost my job.', quoted: false }] },
      ],
    ]);
    expect(further).toBeNull();
  });

  it('shares an excerpt with those next to it, and no turn is shown twice', () => {
    const { excerpts } = quotedInContext(TURNS, [
      { turn: 4, quote: 'job' },
      { turn: 1, quote: 'Hello.' },
      { turn: 3, quote: 'What happened?' },
      { turn: 3, quote: 'I hear you.' },
    ]);
    expect(excerpts.map((excerpt) => excerpt.map(({ number }) => number))).toEqual([[1, 2, 3, 4, 5]]);
  });

  it('is not shown when its turn does not have it', () => {
    const evidence = [
      { turn: 3, quote: 'i hear you' },
      { turn: 9, quote: 'Hello.' },
      { turn: 1, quote: ' ' },
    ];
    expect(quotedInContext(TURNS, evidence).excerpts).toEqual([]);
    expect(firstQuotation(TURNS, evidence)).toBeNull();
  });

  it('is named by its turn where there are too many', () => {
    const long = dialogue(...Array.from({ length: 40 }, (_, at) => `line ${at}`));
    const evidence = long.filter((_, at) => at % 4 === 0).map(({ number, text }) => ({ turn: number, quote: text }));
    const { excerpts, further } = quotedInContext(long, evidence);
    expect(excerpts).toHaveLength(5);
    expect(further).toBe('Also quoted: turns 21, 25, 29, 33, 37.');
  });

  it('is letter for letter, and of any turn and length no more is shown than fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.nat(3_000),
        fc.nat(),
        fc.nat(),
        (seed, length, a, b) => {
          const text = seed.repeat(Math.ceil((length + 1) / (seed.length || 1))).slice(0, length) + seed;
          const [from, to] = [a % (text.length + 1), b % (text.length + 1)].sort((first, second) => first - second);
          const quote = text.slice(from, to);
          const turns = dialogue('before', text, 'after');
          const { excerpts } = quotedInContext(turns, [{ turn: 2, quote }]);
          expect(excerpts).toHaveLength(quote.trim() === '' ? 0 : 1);
          const parts = excerpts.flat().flatMap((turn) => turn.parts);
          const marked = parts
            .filter(({ quoted }) => quoted)
            .map((part) => part.text)
            .join('');
          if (quote.trim() !== '' && quote.length <= 700) expect(marked).toBe(quote);
          expect(parts.reduce((sum, part) => sum + part.text.length, 0)).toBeLessThan(1_200);
        },
      ),
    );
  });
});

describe('a shortened text', () => {
  it('is a beginning or an end of it, no longer than asked, and cuts no character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
        const [first, last] = [beginningOf(text, most), endOf(text, most)];
        expect(text.startsWith(first)).toBe(true);
        expect(text.endsWith(last)).toBe(true);
        expect(Math.max(first.length, last.length)).toBeLessThanOrEqual(most);
        for (const part of [first, last]) expect(part.replace(/\p{Surrogate}/gu, '')).toBe(part);
      }),
    );
  });
});
