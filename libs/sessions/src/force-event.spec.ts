import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { usesForce } from './force-event.js';
import { FORCE_USED, HELD_OUT_FORCE_USED, HELD_OUT_NO_FORCE, NO_FORCE } from './force-lines.fixture.js';

describe('usesForce', () => {
  it.each([...FORCE_USED, ...HELD_OUT_FORCE_USED])('sees it in: %s', (line) => {
    expect(usesForce(line)).toBe(true);
  });

  it.each([...NO_FORCE, ...HELD_OUT_NO_FORCE])('does not see it in: %s', (line) => {
    expect(usesForce(line)).toBe(false);
  });

  it('ends for any text, long ones too', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof usesForce(text) === 'boolean'));
    // A pattern that tries every way to read such a text would not come back within Jest's minute.
    for (const text of ['[', '*', '(', 'i ', 'taser ', 'shoots the ']) {
      expect(usesForce(text.repeat(4_000 / text.length))).toBe(text === 'taser ');
    }
  });
});
