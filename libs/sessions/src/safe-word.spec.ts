import { describe, expect, it } from '@jest/globals';
import { saysSafeWord } from './safe-word.js';

describe('the safe word', () => {
  it.each(['safe word red', 'Safe word: RED!', 'I need to stop. Safeword red.', 'safe-word, red', '[safe word red]'])(
    'is heard in: %s',
    (text) => expect(saysSafeWord(text)).toBe(true),
  );

  it.each(['What is the safe word?', 'The red car.', 'unsafe word reddish', 'safe word reddest'])(
    'is not heard in: %s',
    (text) => expect(saysSafeWord(text)).toBe(false),
  );
});
