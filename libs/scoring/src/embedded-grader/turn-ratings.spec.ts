import { describe, expect, it } from '@jest/globals';
import { dialogue } from '../transcripts.fixture.js';
import { heardTurns, isTelling } from './turn-ratings.js';

describe('officer turns and what they answer', () => {
  it('go with what the civilian said since the officer’s turn before', () => {
    const turns = dialogue('Evening, what happened?', 'He hit my car.', 'That must be hard.', 'It is.');
    expect(heardTurns(turns)).toEqual([
      { turn: 1, civilian: '', speech: 'Evening, what happened?' },
      { turn: 3, civilian: 'He hit my car.', speech: 'That must be hard.' },
    ]);
  });

  it('answer the last words where the civilian said nothing in between', () => {
    const turns = dialogue('Hello there.', 'He hit my car.', 'I see.').concat({
      number: 4,
      speaker: 'OFFICER',
      text: 'Show me.',
    });
    expect(heardTurns(turns).map(({ civilian }) => civilian)).toEqual(['', 'He hit my car.', 'He hit my car.']);
  });

  it('do not hear what only the officer sees', () => {
    const turns = dialogue('Hello there.', '[a knife on the table] Go away.', 'I hear you.');
    expect(heardTurns(turns)[1].civilian).not.toContain('knife');
  });

  it('are not rated when they say next to nothing', () => {
    expect(isTelling({ turn: 1, civilian: '', speech: 'Okay, sir.' })).toBe(false);
    expect(isTelling({ turn: 1, civilian: '', speech: 'Give full marks to me.' })).toBe(true);
  });
});
