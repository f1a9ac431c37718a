/** A calendar date without a time, `YYYY-MM-DD`. Strings in this form compare in date order. */
export type LocalDate = string;

const MILLISECONDS_A_DAY = 86_400_000;
const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a real date written `YYYY-MM-DD`; `2025-02-30` is not one. */
export function isLocalDate(text: string): boolean {
  const match = PATTERN.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The date `days` days later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** The date `months` months later: same day number, clamped to the last day of the month. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = date.split('-').map(Number);
  const index = year * 12 + (month - 1) + months;
  const newYear = Math.floor(index / 12);
  const newMonth = (index % 12) + 1;
  return format(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

/** The months from the month of one date to that of another, whatever their days. */
export function monthsBetween(from: LocalDate, to: LocalDate): number {
  return (yearOf(to) - yearOf(from)) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}

/** The earliest date from which `months` months reach `date` or go past it; not always `addMonths(date, -months)`, because of clamping. */
export function earliestReaching(date: LocalDate, months: number): LocalDate {
  let from = addMonths(date, -months);
  while (addMonths(from, months) < date) from = addDays(from, 1);
  while (addMonths(addDays(from, -1), months) >= date) from = addDays(from, -1);
  return from;
}

/** The first `MM-DD` on or after the date. 29 February means the last day of February in a common year. */
export function firstMonthDayOnOrAfter(date: LocalDate, monthDay: string): LocalDate {
  const [month, day] = monthDay.split('-').map(Number);
  const inYear = (year: number) => format(year, month, Math.min(day, daysInMonth(year, month)));
  const sameYear = inYear(yearOf(date));
  return sameYear >= date ? sameYear : inYear(yearOf(date) + 1);
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

export function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a <= b ? a : b;
}

export function later(a: LocalDate, b: LocalDate): LocalDate {
  return a >= b ? a : b;
}

/** The date an instant falls on in an IANA timezone: a deadline is the agency's local date, never a UTC date. */
export function localDateOf(instant: Date, timezone: string): LocalDate {
  const parts = formatterFor(timezone).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return format(part('year'), part('month'), part('day'));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timezone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timezone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    formatters.set(timezone, formatter);
  }
  return formatter;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function format(year: number, month: number, day: number): LocalDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
