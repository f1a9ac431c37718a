import { addDays, addMonths, type LocalDate } from '../../evaluation/local-date.js';

/** The last `count` ends of months up to a day, the day itself included where it is one, earliest first. */
export function monthEndsUpTo(day: LocalDate, count: number): LocalDate[] {
  const isMonthEnd = addDays(day, 1).slice(8) === '01';
  const nextFirst = isMonthEnd ? addDays(day, 1) : `${day.slice(0, 8)}01`;
  return Array.from({ length: count }, (_, index) => addDays(addMonths(nextFirst, index + 1 - count), -1));
}

/** The last day of the ISO week that begins on this Monday. */
export const sundayOf = (monday: LocalDate): LocalDate => addDays(monday, 6);
