import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  addMonths,
  earliestReaching,
  firstMonthDayOnOrAfter,
  isLocalDate,
  localDateOf,
} from './local-date.js';

describe('local dates', () => {
  it('keeps the day number when months are added and clamps to the end of the month', () => {
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28');
    expect(addMonths('2025-03-31', -1)).toBe('2025-02-28');
    expect(addMonths('2025-12-15', 1)).toBe('2026-01-15');
  });

  it('finds the earliest day from which a period still reaches a date, also around clamping', () => {
    expect(earliestReaching('2025-11-01', 12)).toBe('2024-11-01');
    expect(earliestReaching('2024-02-29', 12)).toBe('2023-03-01');
    expect(earliestReaching('2025-02-28', 12)).toBe('2024-02-28');
  });

  it('counts days across leap years and year ends', () => {
    expect(addDays('2027-08-31', -90)).toBe('2027-06-02');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
  });

  it('takes the day itself when it is the wanted day of the year', () => {
    expect(firstMonthDayOnOrAfter('2001-06-30', '06-30')).toBe('2001-06-30');
    expect(firstMonthDayOnOrAfter('2001-07-01', '06-30')).toBe('2002-06-30');
  });

  it('knows the local date of an instant, not the UTC one', () => {
    const instant = new Date('2026-01-01T07:30:00Z');
    expect(localDateOf(instant, 'America/Los_Angeles')).toBe('2025-12-31');
    expect(localDateOf(instant, 'Europe/London')).toBe('2026-01-01');
  });

  it('refuses dates that do not exist', () => {
    expect(['2025-02-29', '2025-13-01', '2025-1-1', '20250101'].map(isLocalDate)).toEqual([false, false, false, false]);
    expect(isLocalDate('2024-02-29')).toBe(true);
  });
});
