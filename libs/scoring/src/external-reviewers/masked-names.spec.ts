import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dialogue } from '../transcripts.fixture.js';
import { maskNames, originalEvidence } from './masked-names.js';

const NAMES = ['Will', "O'Rourke", '4711'];

describe('the names of a trainee', () => {
  it('are covered wherever they are said, and nothing else is', () => {
    expect(
      maskNames("I'm Officer O'Rourke, Will O'Rourke. Will you talk, willing or not? WILL! Badge 4711.", NAMES),
    ).toBe("I'm Officer ••••••••, •••• ••••••••. •••• you talk, willing or not? ••••! Badge ••••.");
    expect(maskNames('will you', NAMES)).toBe('will you');
    expect(maskNames('Hello there', ['', ' ', 'H'])).toBe('Hello there');
  });

  it('cover as much as they are long, so that offsets stay', () => {
    const word = fc.constantFrom('Will', 'will', "O'Rourke", 'über', '𝕏', ' ', ', ', '4711', '(', '$&');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.array(word, { maxLength: 4 }), (words, names) => {
        expect(maskNames(words.join(''), names)).toHaveLength(words.join('').length);
      }),
    );
  });

  it('stand in the review, though the reviewer quoted what covers them', () => {
    const turns = dialogue("Hi, I'm Officer O'Rourke.", 'Go away.');
    const quote = maskNames(turns[0]!.text, NAMES);
    expect(originalEvidence(turns, NAMES, { turn: 1, quote })).toEqual({ turn: 1, quote: turns[0]!.text });
    expect(originalEvidence(turns, NAMES, { turn: 2, quote: 'Go' })).toEqual({ turn: 2, quote: 'Go' });
    const invented = { turn: 2, quote: '••••' };
    expect(originalEvidence(turns, NAMES, invented)).toEqual(invented);
  });
});
