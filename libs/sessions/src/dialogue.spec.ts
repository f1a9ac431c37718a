import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanTurnText, MOST_TURNS, sayRefusal, type DialogueState } from './dialogue.js';

const open: DialogueState = { state: 'OPEN', lastNumber: 2, lastSpeaker: 'CIVILIAN', paused: false };

describe('sayRefusal', () => {
  it.each<[string, Partial<DialogueState>, ReturnType<typeof sayRefusal>]>([
    ['lets the officer open the dialogue', { lastNumber: 0, lastSpeaker: null }, null],
    ['lets the officer speak after the civilian', {}, null],
    ['waits for the civilian', { lastNumber: 1, lastSpeaker: 'OFFICER' }, 'CIVILIAN_IS_ANSWERING'],
    ['takes nothing after the end', { state: 'COMPLETED' }, 'CLOSED'],
    ['takes nothing into an invalidated session', { state: 'INVALIDATED' }, 'CLOSED'],
    ['speaks after a bystander too', { lastNumber: 3, lastSpeaker: 'BYSTANDER' }, null],
    ['waits while an instructor has it pause', { paused: true }, 'PAUSED'],
    ['keeps room for the answer at the limit', { lastNumber: MOST_TURNS - 1 }, 'TURN_LIMIT'],
  ])('%s', (_behaviour, change, expected) => {
    expect(sayRefusal({ ...open, ...change })).toBe(expected);
  });
});

describe('cleanTurnText', () => {
  it('keeps what a person reads and drops what hides from them', () => {
    expect(cleanTurnText('  Sir,\u0000 I hear\u001b you.\ud83d \ud83d\ude00 ')).toBe('Sir, I hear you. \ud83d\ude00');
  });

  it('is the same when done twice, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanTurnText(cleanTurnText(text))).toBe(cleanTurnText(text));
      }),
    );
  });
});
