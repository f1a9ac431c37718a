import { z } from 'zod';
import { isLocalDate } from '../evaluation/local-date.js';
import { predicateSchema } from './predicate.js';

export const localDateSchema = z.string().refine(isLocalDate, 'must be a date, YYYY-MM-DD');
export const monthDaySchema = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a day of the year, MM-DD');

const months = z.number().int().min(1).max(600);
const factName = z.string().min(1).max(80);

/** Windows before 1 January of the year after the fact's date do not exist. The first choice whose `when` holds decides. */
const firstPeriodSchema = z.strictObject({
  rule: z.literal('JAN_1_OF_YEAR_AFTER'),
  choices: z.array(z.strictObject({ fact: factName, when: predicateSchema.optional() })).min(1),
});

export const periodSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('CALENDAR_YEAR'), firstPeriod: firstPeriodSchema.optional() }),
  /** From the anchor, end to end. A configurable anchor is the agency's policy; `date` is then the default, or null. */
  z.strictObject({
    type: z.literal('FIXED_CYCLE'),
    months,
    anchor: z.strictObject({ date: localDateSchema.nullable(), configurable: z.boolean() }),
  }),
  /** Deadline: the first `toMonthDay` on or after the anniversary of the fact; then every `months`. */
  z.strictObject({
    type: z.literal('ANNIVERSARY_CYCLE'),
    fact: factName,
    months,
    align: z.strictObject({ toMonthDay: monthDaySchema, direction: z.literal('ON_OR_AFTER') }),
  }),
  /** Starts on 1 January of the fact's year (January to June) or of the next (July to December). */
  z.strictObject({ type: z.literal('HALF_YEAR_ANCHORED_CYCLE'), fact: factName, months }),
  /** The agency's policy holds the table: initials -> first day of a window. */
  z.strictObject({
    type: z.literal('COHORT_CYCLE'),
    fact: factName,
    months,
    calendarAligned: z.boolean(),
    verificationDue: monthDaySchema.optional(),
  }),
  /** The `months` months that end on the fact's date. */
  z.strictObject({ type: z.literal('LICENCE_TERM'), fact: factName, months, endsOn: monthDaySchema }),
  /** The next deadline is `months` after the day on which the last component of a set was completed. */
  z.strictObject({ type: z.literal('RESET_ON_COMPLETION'), months }),
  /** What is dated D counts from D to D + months, both days included. */
  z.strictObject({ type: z.literal('ROLLING'), months }),
  z.strictObject({ type: z.literal('ONE_TIME'), dueOn: localDateSchema }),
]);

export type Period = z.infer<typeof periodSchema>;
export type PeriodOf<Type extends Period['type']> = Extract<Period, { type: Type }>;
