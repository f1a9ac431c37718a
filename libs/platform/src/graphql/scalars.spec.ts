import { expect, it } from '@jest/globals';
import { isLocalDate } from './scalars.js';

it('takes exactly the days that the calendar has for dates', () => {
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  for (const year of [0, 1, 1600, 1900, 1999, 2000, 2024, 2026, 2100, 9999]) {
    for (let month = 0; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
        const midnight = new Date(`${text}T00:00:00Z`);
        const known = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
        expect([text, isLocalDate(text)]).toEqual([text, known]);
      }
    }
  }
  for (const text of ['', '2026-1-1', '26-01-01', '2026-01-01 ', '2026-01-01T00:00:00Z', '+002026-01-01']) {
    expect(isLocalDate(text)).toBe(false);
  }
});
