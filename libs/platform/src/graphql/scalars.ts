import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the calendar has this day: `2026-02-30` has the right shape only. Counted, as lists ask it a hundred times. */
export function isLocalDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? [];
  return month !== undefined && Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
}

function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** @throws Error when the text is no RFC 3339 instant with a zone, or more than milliseconds exact */
export function parseInstant(text: string): Date {
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined || !isLocalDate(day)) {
    throw new Error('must be an instant with its zone, for example 2026-03-01T14:30:00Z');
  }
  return new Date(text);
}

function readText(value: unknown, expected: string): string {
  if (typeof value !== 'string') throw new Error(expected);
  return value;
}

function literalText(node: ValueNode, expected: string): string {
  if (node.kind !== Kind.STRING) throw new Error(expected);
  return node.value;
}

/** In resolvers a `Date`. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, RFC 3339 with a zone: `2026-03-01T14:30:00Z`. Answers are in UTC with milliseconds.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize(value) {
    const instant = value instanceof Date ? value : new Date(String(value));
    if (Number.isNaN(instant.getTime())) throw new Error('not an instant');
    return instant.toISOString();
  },
  parseValue: (value) => parseInstant(readText(value, 'must be a string')),
  parseLiteral: (node) => parseInstant(literalText(node, 'must be a string')),
});

function parseLocalDate(text: string): string {
  if (!isLocalDate(text)) throw new Error('must be a date of the calendar, for example 2026-03-01');
  return text;
}

/** In resolvers a string `yyyy-mm-dd`, as PostgreSQL's `date` reads and writes it: a `Date` would move it across zones. */
export const LocalDate = new GraphQLScalarType<string, string>({
  name: 'LocalDate',
  description: 'A day of the calendar where the agency is, without a time or zone: `2026-03-01`.',
  serialize: (value) => parseLocalDate(readText(value, 'not a date')),
  parseValue: (value) => parseLocalDate(readText(value, 'must be a string')),
  parseLiteral: (node) => parseLocalDate(literalText(node, 'must be a string')),
});
