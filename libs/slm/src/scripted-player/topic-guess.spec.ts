import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { meantWord, topicGuess } from './topic-guess.js';

const VOCABULARY = new Set(['bleed', 'drink', 'drive', 'permit', 'guard', 'suitcase', 'window']);
const word = fc.string({ minLength: 1, maxLength: 9, unit: fc.constantFrom(...'abcdeghinrstuw') });

describe('a word that is in no list', () => {
  it.each([
    ['drinkin', 'drink'],
    ['bleedin', 'bleed'],
    ['gaurd', 'guard'],
    ['permitt', 'permit'],
    ['suitcse', 'suitcase'],
    ['windoww', 'window'],
  ])('%s stands for %s', (typed, meant) => {
    expect(meantWord(typed, VOCABULARY)).toBe(meant);
  });

  it('is left alone when it is short, far off, or could be two words', () => {
    expect(meantWord('drik', VOCABULARY)).toBeUndefined();
    expect(meantWord('tortoise', VOCABULARY)).toBeUndefined();
    expect(meantWord('drinve', new Set(['drinke', 'drinvy', 'drive']))).toBeUndefined();
  });

  it('only ever becomes a word of the vocabulary, and a known word never changes', () => {
    fc.assert(
      fc.property(word, fc.uniqueArray(word, { maxLength: 20 }), (typed, known) => {
        const vocabulary = new Set(known);
        const meant = meantWord(typed, vocabulary);
        expect(meant === undefined || vocabulary.has(meant)).toBe(true);
        for (const one of known) expect(meantWord(one, vocabulary)).toBeUndefined();
      }),
    );
  });
});

describe('the topic that words are about', () => {
  const counts = (text: string): Map<string, number> => new Map(text.split(' ').map((one) => [one, 1]));
  const guess = topicGuess(
    new Map([
      ['GLASS', counts('window punch break')],
      ['RENT', counts('rent pay money month')],
      ['WIFE', counts('wife die month')],
    ]),
  );
  const best = (...terms: string[]): string | undefined =>
    [...guess.scores(terms)].sort(([, a], [, b]) => b - a).map(([topic]) => topic)[0];

  it('is found by a synonym nobody wrote down', () => {
    expect(best('bust')).toBe('GLASS');
    expect(best('cash')).toBe('RENT');
  });

  it('is the one whose rare words are spoken, not the one that shares a common word', () => {
    expect(best('month', 'wife')).toBe('WIFE');
    expect(best('tortoise')).toBeUndefined();
  });
});
