import { addDays, addMonths, type LocalDate } from '../evaluation/local-date.js';

/** The days on which a forecast counts: today, the end of each month in between, and the last day. */
export function forecastDays(today: LocalDate, until: LocalDate): LocalDate[] {
  const days = [today];
  for (let first = addMonths(`${today.slice(0, 8)}01`, 1); ; first = addMonths(first, 1)) {
    const monthEnd = addDays(first, -1);
    if (monthEnd >= until) break;
    if (monthEnd > today) days.push(monthEnd);
  }
  return until > today ? [...days, until] : days;
}
