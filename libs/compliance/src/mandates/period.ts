import { z } from 'zod';
import { isLocalDate } from '../evaluation/local-date.js';
import { predicateSchema } from './predicate.js';

const DATE = 'A local date of the agency, YYYY-MM-DD.';

export const localDateSchema = z
  .string()
  .refine(isLocalDate, 'must be a date, YYYY-MM-DD')
  .meta({ format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: DATE });
export const monthDaySchema = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a day of the year, MM-DD')
  .describe('A day of every year, MM-DD.');

const months = z
  .number()
  .int()
  .min(1)
  .max(600)
  .describe('Length in calendar months, 1 to 600. Adding months keeps the day, or takes the month’s last one.');
const factName = z.string().min(1).max(80).describe('Name of a dated fact of the member, for example `certifiedOn`.');

const firstPeriodSchema = z
  .strictObject({
    rule: z
      .literal('JAN_1_OF_YEAR_AFTER')
      .describe('Windows before 1 January of the year after the fact’s date do not exist.'),
    choices: z
      .array(
        z.strictObject({
          fact: factName,
          when: predicateSchema
            .optional()
            .describe('This choice is for members for whom this holds; left out: for all.'),
        }),
      )
      .min(1)
      .describe('The first choice whose `when` holds decides.'),
  })
  .describe('When a member’s first window begins.');

export const periodSchema = z
  .discriminatedUnion('type', [
    z
      .strictObject({ type: z.literal('CALENDAR_YEAR'), firstPeriod: firstPeriodSchema.optional() })
      .describe('Each year, 1 January to 31 December.'),
    z
      .strictObject({
        type: z.literal('FIXED_CYCLE'),
        months,
        anchor: z
          .strictObject({
            date: localDateSchema
              .nullable()
              .describe('First day of one window, YYYY-MM-DD. Null: no source says, and the agency’s policy must.'),
            configurable: z.boolean().describe('True: the agency’s policy may set another first day.'),
          })
          .describe('Where the windows begin.'),
      })
      .describe('Windows of `months` from the anchor, end to end, the same for everybody.'),
    z
      .strictObject({
        type: z.literal('ANNIVERSARY_CYCLE'),
        fact: factName,
        months,
        align: z
          .strictObject({
            toMonthDay: monthDaySchema.describe('The day of the year of every deadline, MM-DD.'),
            direction: z.literal('ON_OR_AFTER').describe('The first such day on or after the anniversary.'),
          })
          .describe('How the anniversary becomes the deadline.'),
      })
      .describe('From the fact’s date to the first `toMonthDay` on or after its anniversary; then every `months`.'),
    z
      .strictObject({ type: z.literal('HALF_YEAR_ANCHORED_CYCLE'), fact: factName, months })
      .describe('Starts on 1 January of the fact’s year (January to June) or of the next (July to December).'),
    z
      .strictObject({
        type: z.literal('COHORT_CYCLE'),
        fact: factName,
        months,
        calendarAligned: z.boolean().describe('True: windows begin on 1 January. Shown; the policy’s table decides.'),
        verificationDue: monthDaySchema
          .optional()
          .describe('Day of the year on which the agency reports, MM-DD. Shown, not judged.'),
      })
      .describe('Windows by cohort: the agency’s policy says for which initials which window begins on which day.'),
    z
      .strictObject({
        type: z.literal('LICENCE_TERM'),
        fact: factName,
        months,
        endsOn: monthDaySchema.describe(
          'Day of the year on which licences end, MM-DD. Shown; the fact’s date decides.',
        ),
      })
      .describe('The `months` months that end on the fact’s date.'),
    z
      .strictObject({ type: z.literal('RESET_ON_COMPLETION'), months })
      .describe('Due again `months` after the day on which the last component of a set was completed.'),
    z
      .strictObject({ type: z.literal('ROLLING'), months })
      .describe('What is dated D counts from D to D + `months`, both days included, at any time.'),
    z
      .strictObject({
        type: z.literal('ONE_TIME'),
        dueOn: localDateSchema.describe('Last day on which it can be met, YYYY-MM-DD; that day is in time.'),
      })
      .describe('Once, at any time up to a day.'),
  ])
  .meta({ id: 'Period', description: 'The windows in which a requirement must be met.' });

export type Period = z.infer<typeof periodSchema>;
export type PeriodOf<Type extends Period['type']> = Extract<Period, { type: Type }>;
