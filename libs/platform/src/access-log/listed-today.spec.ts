import { describe, expect, it } from '@jest/globals';
import { ListedToday } from './listed-today.js';

describe('members on lists', () => {
  it('are new to each viewer once', () => {
    const listed = new ListedToday();
    expect(listed.firstSeen('one', ['a', 'b', 'a'])).toEqual(['a', 'b']);
    expect(listed.firstSeen('one', ['b', 'c'])).toEqual(['c']);
    expect(listed.firstSeen('two', ['a'])).toEqual(['a']);
  });

  it('are forgotten rather than kept without end', () => {
    const listed = new ListedToday(3);
    listed.firstSeen('one', ['a', 'b']);
    expect(listed.firstSeen('two', ['a', 'b'])).toEqual(['a', 'b']);
    expect(listed.firstSeen('one', ['a'])).toEqual(['a']);
  });
});
