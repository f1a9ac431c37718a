import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, isLocalDate, localDateOf } from '../../src/evaluation/local-date.js';
import { dayFrom, dayText, plusMonths, readDay, toDay } from './naive-days.js';

const anyDay = fc.integer({ min: dayFrom(1850, 1, 1), max: dayFrom(2250, 12, 31) });

describe('two calendars written apart', () => {
  it('agree on every move by days and months', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: -90_000, max: 90_000 }),
        fc.integer({ min: -600, max: 600 }),
        (day, days, months) => {
          expect(addDays(dayText(day), days)).toBe(dayText(day + days));
          expect(addMonths(dayText(day), months)).toBe(dayText(plusMonths(day, months)));
        },
      ),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('agree on which texts are days', () => {
    fc.assert(
      fc.property(fc.nat(2300), fc.nat(14), fc.nat(33), (year, month, day) => {
        const text = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
          '-',
        );
        expect(isLocalDate(text)).toBe(readDay(text) !== null || (year === 0 && isLocalDate(text)));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it.each([
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
    ['2024-02-28T10:00:00Z', 'Pacific/Kiritimati', '2024-02-29'],
    ['2024-02-29T18:29:59Z', 'Asia/Kolkata', '2024-02-29'],
    ['2024-02-29T18:30:00Z', 'Asia/Kolkata', '2024-03-01'],
    ['2024-07-01T07:59:59Z', 'America/Anchorage', '2024-06-30'],
    ['2024-03-10T04:59:59Z', 'America/New_York', '2024-03-09'],
    ['2024-03-11T04:00:00Z', 'America/New_York', '2024-03-11'],
    ['2024-10-26T23:00:00Z', 'Europe/London', '2024-10-27'],
    ['2024-10-27T23:59:59Z', 'Europe/London', '2024-10-27'],
  ])('%s in %s is %s', (instant, zone, date) => {
    expect(localDateOf(new Date(instant), zone)).toBe(date);
    expect(toDay(localDateOf(new Date(instant), zone))).toBe(toDay(date));
  });
});
