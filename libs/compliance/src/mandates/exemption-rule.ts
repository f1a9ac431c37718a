import { z } from 'zod';
import { predicateSchema } from './predicate.js';

const code = z.string().min(1).max(80).describe('Code under which decisions are recorded.');
const text = z.string().min(1).max(1000);
const evidence = text.optional().describe('What the authority wants to see.');
const note = text.optional().describe('For readers.');

export const exemptionRuleSchema = z
  .discriminatedUnion('effect', [
    z
      .strictObject({
        code,
        effect: z.literal('EXCUSE_PERIOD'),
        afterMonthDayConfigurable: z
          .boolean()
          .default(false)
          .describe(
            'True: the agency’s policy may excuse only decisions dated after a day of the year (`policy.exemptions[code].afterMonthDay`).',
          ),
        evidence,
        note,
      })
      .describe('Excuses the whole window that contains the recorded day.'),
    z
      .strictObject({
        code,
        effect: z.literal('EXCUSE_REQUIREMENT'),
        target: z.string().min(1).max(80).describe('Id of the requirement that is excused with all below it.'),
        appliesTo: predicateSchema.optional().describe('Only while this holds for the member; left out: always.'),
        evidence,
        note,
      })
      .describe('Excuses one requirement while the recorded range of dates lasts.'),
    z
      .strictObject({ code, effect: z.literal('NOT_APPLICABLE'), evidence, note })
      .describe('The mandate does not apply while the recorded range of dates lasts.'),
    z
      .strictObject({
        code,
        effect: z.literal('SHIFT_DEADLINE'),
        monthsAfterEnd: z.number().int().positive().max(600).describe('Calendar months after the last recorded day.'),
        evidence,
        note,
      })
      .describe('Moves the deadline to `monthsAfterEnd` months after the last day of the recorded range.'),
  ])
  .describe('A rule under which a decision may be recorded.');

export type ExemptionRule = z.infer<typeof exemptionRuleSchema>;
