import { describe, expect, it } from '@jest/globals';
import { forecastDays } from './forecast-calendar.js';

describe('the days of a forecast', () => {
  it('are today, the ends of the months between, and the last day', () => {
    expect(forecastDays('2027-12-30', '2028-03-10')).toEqual([
      '2027-12-30',
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
      '2028-03-10',
    ]);
  });

  it.each([
    ['2026-05-31', '2026-05-31', ['2026-05-31']],
    ['2026-05-31', '2026-06-01', ['2026-05-31', '2026-06-01']],
    ['2026-05-31', '2026-06-30', ['2026-05-31', '2026-06-30']],
  ])('of %s until %s name no day twice', (today, until, days) => {
    expect(forecastDays(today, until)).toEqual(days);
  });
});
