/** A calendar date without a time, `YYYY-MM-DD`. Strings in this form compare in date order. */
export type LocalDate = string;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a real date written `YYYY-MM-DD`; `2025-02-30` is not one. */
export function isLocalDate(text: string): boolean {
  const match = PATTERN.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The date `days` days later (earlier when negative); never before 0001-01-01 or after 9999-12-31. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const [year, month, day] = partsOf(date);
  const moved = day + days;
  if (moved >= 1 && moved <= 28) return format(year, month, moved);
  return fromDayNumber(dayNumber(year, month, day) + days);
}

/** The date `months` months later: same day number, clamped to the last day of the month, and to the years 1 to 9999. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const newYear = Math.floor(index / 12);
  if (newYear < 1) return FIRST;
  if (newYear > 9999) return LAST;
  const newMonth = (index % 12) + 1;
  return format(newYear, newMonth, day <= 28 ? day : Math.min(day, daysInMonth(newYear, newMonth)));
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
  return digits(date, 0, 4);
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
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function partsOf(date: LocalDate): [year: number, month: number, day: number] {
  return [digits(date, 0, 4), digits(date, 5, 7), digits(date, 8, 10)];
}

/** Dates are compared and moved more than anything else is done here: `split` and `Number` would be most of the time it takes. */
function digits(date: LocalDate, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + date.charCodeAt(at) - 48;
  return value;
}

/** Days since 1 March of the year 0: with the leap day last, months have fixed offsets. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return shifted * 365 + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + ofYear;
}

const DAYS_IN_400_YEARS = 146_097;

function fromDayNumber(number: number): LocalDate {
  if (number < FIRST_NUMBER) return FIRST;
  if (number > LAST_NUMBER) return LAST;
  const era = Math.floor(number / DAYS_IN_400_YEARS);
  const ofEra = number - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return format(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

function format(year: number, month: number, day: number): LocalDate {
  const written = year >= 1000 ? String(year) : String(year).padStart(4, '0');
  return `${written}-${TWO_DIGITS[month]}-${TWO_DIGITS[day]}`;
}

const FIRST = '0001-01-01';
const LAST = '9999-12-31';
const FIRST_NUMBER = dayNumber(1, 1, 1);
const LAST_NUMBER = dayNumber(9999, 12, 31);
