import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../evaluation/local-date.js';
import { monthEndsUpTo } from './report-calendar.js';

const days = fc.integer({ min: 0, max: 80_000 }).map((offset) => addDays('1990-01-01', offset));

describe('the month ends of a trend', () => {
  it('go back over a leap day, and take in the day that is asked about where it is one', () => {
    expect(monthEndsUpTo('2024-03-30', 3)).toEqual(['2023-12-31', '2024-01-31', '2024-02-29']);
    expect(monthEndsUpTo('2024-02-29', 2)).toEqual(['2024-01-31', '2024-02-29']);
    expect(monthEndsUpTo('2024-02-28', 2)).toEqual(['2023-12-31', '2024-01-31']);
    expect(monthEndsUpTo('2023-02-28', 1)).toEqual(['2023-02-28']);
    expect(monthEndsUpTo('2100-03-01', 1)).toEqual(['2100-02-28']);
  });

  it('are each the last day of its month, one for each month, none later than the day and none left out', () => {
    fc.assert(
      fc.property(days, (day) => {
        const ends = monthEndsUpTo(day, 12);
        expect(ends).toHaveLength(12);
        for (const end of ends) expect(addDays(end, 1).slice(8)).toBe('01');
        expect(new Set(ends.map((end) => end.slice(0, 7))).size).toBe(12);
        expect([...ends].sort()).toEqual(ends);
        expect(ends.at(-1)! <= day && addDays(ends.at(-1)!, 31) >= day).toBe(true);
        expect(ends.at(-1)!.slice(0, 7) === day.slice(0, 7)).toBe(addDays(day, 1).slice(8) === '01');
      }),
    );
  });
});
