import { describe, expect, it } from '@jest/globals';
import { GOOD_OFFICER } from '../transcripts.fixture.js';
import { evidenceInContext } from './evidence-in-context.js';

describe('evidence in context', () => {
  it('stands in its turn between its neighbours, and says where the quote is', () => {
    const quote = 'you want to be left alone';
    const { before, said, after, start, end } = evidenceInContext(GOOD_OFFICER, { turn: 3, quote });
    expect([before?.number, said?.number, after?.number]).toEqual([2, 3, 4]);
    expect(said?.text.slice(start ?? 0, end ?? 0)).toBe(quote);
  });

  it('has no neighbour beyond the first and the last turn', () => {
    const [first, last] = [GOOD_OFFICER[0]!, GOOD_OFFICER.at(-1)!];
    expect(evidenceInContext(GOOD_OFFICER, { turn: first.number, quote: 'Hi' })).toMatchObject({
      before: null,
      start: 0,
    });
    expect(evidenceInContext(GOOD_OFFICER, { turn: last.number, quote: 'Thank you' }).after).toBeNull();
  });

  it('of a draft may quote what was never said, or quote nothing', () => {
    for (const evidence of [
      { turn: 3, quote: 'Good morning' },
      { turn: 3, quote: '' },
      { turn: 99, quote: 'Hi' },
    ]) {
      expect(evidenceInContext(GOOD_OFFICER, evidence)).toMatchObject({ ...evidence, start: null, end: null });
    }
    expect(evidenceInContext(GOOD_OFFICER, { turn: 99, quote: 'Hi' })).toMatchObject({ before: null, said: null });
  });
});
