/**
 * Days as whole numbers since 1970-01-01, by a calendar of this file's own: the second evaluator shares no date arithmetic with the
 * first. The Gregorian calendar, years 0001 to 9999.
 */
export type Day = number;

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days in a month, 1 to 12. */
export function monthLength(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : LENGTHS[month - 1]!;
}

/** Days of all the years before one. */
function daysBefore(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

const EPOCH = daysBefore(1970);

export function dayFrom(year: number, month: number, day: number): Day {
  let count = daysBefore(year) - EPOCH + day - 1;
  for (let each = 1; each < month; each++) count += monthLength(year, each);
  return count;
}

/** Of `YYYY-MM-DD`; null when that is no day. */
export function readDay(text: string): Day | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null;
  return dayFrom(year, month, day);
}

/** @throws Error when the text is no day */
export function toDay(text: string): Day {
  const day = readDay(text);
  if (day === null) throw new Error(`no day: ${text}`);
  return day;
}

export function civil(day: Day): [year: number, month: number, day: number] {
  let year = 1970 + Math.floor(day / 365.2425);
  while (dayFrom(year, 1, 1) > day) year--;
  while (dayFrom(year + 1, 1, 1) <= day) year++;
  let left = day - dayFrom(year, 1, 1);
  let month = 1;
  while (left >= monthLength(year, month)) left -= monthLength(year, month++);
  return [year, month, left + 1];
}

export function dayText(day: Day): string {
  const [year, month, date] = civil(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** The same day of the month, or the last one of a shorter month. */
export function plusMonths(day: Day, months: number): Day {
  const [year, month, date] = civil(day);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return dayFrom(toYear, toMonth, Math.min(date, monthLength(toYear, toMonth)));
}
