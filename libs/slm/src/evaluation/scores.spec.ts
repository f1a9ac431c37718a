import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bleu4 } from './bleu.js';
import { meteor } from './meteor.js';
import { rougeL } from './rouge-l.js';
import { scoredWords } from './scored-words.js';

const words = (text: string): string[] => text.split(' ');

/** The example of NLTK's bleu_score and meteor_score, https://www.nltk.org/api/nltk.translate.html */
const MILITARY = {
  candidate: words('It is a guide to action which ensures that the military always obeys the commands of the party'),
  reference: words('It is a guide to action that ensures that the military will forever heed Party commands'),
};

describe('ROUGE-L', () => {
  // Lin 2004, section 3.1: https://aclanthology.org/W04-1013
  it.each([
    ['police kill the gunman', 3 / 4],
    ['the gunman kill police', 2 / 4],
    ['the gunman police killed', 2 / 4],
  ])('of "%s" is as in the paper', (candidate, expected) => {
    expect(rougeL(words('police killed the gunman'), words(candidate))).toBeCloseTo(expected, 12);
  });

  // google-research/rouge, rouge_scorer_test.py: precision 1, recall 1/3.
  it('of one word of three is as in rouge_score', () => {
    expect(rougeL(words('testing one two'), ['testing'])).toBeCloseTo(1 / 2, 12);
  });
});

describe('BLEU-4', () => {
  it('is as in NLTK for a sentence with runs of every length', () => {
    expect(bleu4(MILITARY.reference, MILITARY.candidate)).toBeCloseTo(0.41180376356915777, 12);
    const history = {
      candidate: words('he read the book because he was interested in world history'),
      reference: words('he was interested in world history because he read the book'),
    };
    // Both from https://pastebin.com/4Gs6Xt9L by the author of NLTK's BLEU.
    expect(bleu4(history.reference, history.candidate)).toBeCloseTo(0.7400828044922853, 12);
  });

  it('puts 0.1 for a count of none, as method 1 of Chen and Cherry', () => {
    // Precisions 3/3, 1/2, 0.1/1, 0.1/1; 3 words against 8.
    const expected = Math.exp(1 - 8 / 3) * (1 * 0.5 * 0.1 * 0.1) ** (1 / 4);
    expect(bleu4(words('It is a place of quiet contemplation .'), words('It is .'))).toBeCloseTo(expected, 12);
  });

  it('is nothing without a common word, and clips what is said more often than the reference', () => {
    expect(bleu4(words('the cat sat'), words('John loves Mary'))).toBe(0);
    // Papineni 2002, section 2.1: "the" seven times counts twice.
    expect(bleu4(words('The cat is on the mat'.toLowerCase()), words('the the the the the the the'))).toBeCloseTo(
      ((2 / 7) * (0.1 / 6) * (0.1 / 5) * (0.1 / 4)) ** (1 / 4),
      12,
    );
  });
});

describe('METEOR', () => {
  it('is as in NLTK where no synonym matters', () => {
    const { candidate, reference } = MILITARY;
    const lower = (all: string[]): string[] => all.map((word) => word.toLowerCase());
    expect(meteor(lower(reference), lower(candidate))).toBeCloseTo(0.6944, 4);
    // https://blog.csdn.net/qq_40469664/article/details/140468914
    expect(meteor(words('this is an apple'), words('an apple on this tree'))).toBeCloseTo(0.6233, 4);
    expect(meteor(words('this is a cat'), words('non matching hypothesis'))).toBe(0);
  });

  it('matches stems after words', () => {
    expect(meteor(words('he was shouting'), words('he was shouted'))).toBe(meteor(words('a b c'), words('a b c')));
    expect(meteor(words('he was shouting'), words('he was quiet'))).toBeLessThan(0.7);
  });
});

describe('every score', () => {
  const sentence = fc.array(fc.constantFrom(...words('i you never told him the knife is not mine')), {
    minLength: 1,
    maxLength: 12,
  });

  it('is between 0 and 1, and of one’s own words the highest there is', () => {
    fc.assert(
      fc.property(sentence, sentence, (reference, candidate) => {
        for (const score of [rougeL, bleu4, meteor]) {
          const value = score(reference, candidate);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
          expect(score(reference, reference)).toBeGreaterThanOrEqual(value - 1e-12);
        }
        expect(rougeL(reference, candidate)).toBeCloseTo(rougeL(candidate, reference), 12);
      }),
    );
  });

  it('is nothing for an empty answer, and compares words without case or marks', () => {
    for (const score of [rougeL, bleu4, meteor]) expect(score(['go'], [])).toBe(0);
    expect(scoredWords('Don’t—GO. 2 knives!')).toEqual(["don't", 'go', '2', 'knives']);
  });
});
