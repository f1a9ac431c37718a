import { describe, expect, it } from '@jest/globals';
import { repeatedRows } from './repeated-rows.js';

const hr = (value: string) => ({ system: 'hr', value });

describe('repeatedRows', () => {
  it('points each later row at the first that named the same person', () => {
    expect([...repeatedRows([hr('1'), hr('2'), hr('1'), null, hr('1')])]).toEqual([
      [2, 0],
      [4, 0],
    ]);
  });

  it('tells apart systems, and texts that only look alike when put together', () => {
    expect(repeatedRows([hr('1'), { system: 'lms', value: '1' }, { system: 'h', value: 'r1' }]).size).toBe(0);
  });
});
