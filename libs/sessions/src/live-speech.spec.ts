import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LiveSpeech, type SpokenSoFar } from './live-speech.js';

describe('what is told of an answer while the engine speaks', () => {
  let told: SpokenSoFar[];
  let speech: LiveSpeech;
  beforeEach(() => {
    jest.useFakeTimers();
    told = [];
    speech = new LiveSpeech(2, 100, (spoken) => told.push(spoken));
  });
  afterEach(() => {
    speech.stop();
    jest.useRealTimers();
  });
  const texts = (): string[] => told.map(({ text }) => text);

  it('is the first words at once, then the newest at most every 40 milliseconds', () => {
    for (const text of ['a', 'b', 'c', 'd']) {
      speech.hear({ attempt: 1, text });
      jest.advanceTimersByTime(15);
    }
    jest.advanceTimersByTime(40);
    expect(texts()).toEqual(['a', 'abc', 'abcd']);
    expect(told[0]).toEqual({ turn: 2, attempt: 101, text: 'a', final: false });
  });

  it('is told again about once a second until the end, and not after it', () => {
    speech.hear({ attempt: 1, text: 'I' });
    jest.advanceTimersByTime(2_000);
    expect(texts()).toEqual(['I', 'I', 'I']);
    speech.finish({ attempt: 1, text: 'I do.' });
    jest.advanceTimersByTime(5_000);
    expect(told.slice(3)).toEqual([{ turn: 2, attempt: 101, text: 'I do.', final: true }]);
  });

  it('begins anew with a higher attempt, and takes nothing more of a lower one', () => {
    speech.hear({ attempt: 1, text: 'As an AI' });
    jest.advanceTimersByTime(50);
    speech.hear({ attempt: 2, text: 'Go' });
    speech.hear({ attempt: 1, text: ' model' });
    expect(told.at(-1)).toEqual({ turn: 2, attempt: 102, text: 'Go', final: false });
  });

  it('holds nothing that hides, and nothing is told while there is nothing to read', () => {
    speech.hear({ attempt: 1, text: ' \u200b' });
    expect(told).toEqual([]);
    speech.hear({ attempt: 1, text: 'no\u202e' });
    expect(texts()).toEqual(['no']);
  });
});
