import { z } from 'zod';
import { periodSchema } from './period.js';

const code = z.string().min(1).max(80);
const text = z.string().min(1).max(1000);

/** Neighbouring duties that the text names beside this mandate: shown, not judged by it. `min` null: figure not known. */
export const companionSchema = z
  .strictObject({
    period: z
      .union([
        periodSchema,
        z
          .strictObject({ type: z.literal('ANNUAL') })
          .describe('Once a year; no source says on which basis a year is meant.'),
      ])
      .describe('How often.'),
    requirements: z
      .array(
        z.strictObject({
          kind: z.enum(['HOURS', 'EVENT', 'TOPIC']).describe('Hours, occurrences, or a topic without a known figure.'),
          category: code.describe('Code of a training category.'),
          min: z.number().positive().nullable().describe('Hours, or occurrences; null: figure not known.'),
        }),
      )
      .min(1)
      .describe('What.'),
  })
  .describe('A neighbouring duty that the text names: shown, never judged by this mandate.');

export const reportingSchema = z
  .strictObject({
    system: text.optional().describe('System of the authority that takes reports.'),
    form: text.optional().describe('Form that reports use.'),
    officerId: text.optional().describe('What identifies an officer in them.'),
    courseIdentifier: text.optional().describe('What identifies a course in them.'),
    presentationRequestDaysBefore: z
      .number()
      .int()
      .positive()
      .optional()
      .describe('Days before a presentation by which it must be requested.'),
    courseMustBeApproved: z.boolean().optional().describe('Whether the authority approves courses beforehand.'),
    correction: text.optional().describe('How what was reported is corrected.'),
    rejectIf: z.array(text).optional().describe('What makes the authority reject a roster.'),
    recordsHeldBy: text.optional().describe('Who keeps the records.'),
    recordsAvailableTo: text.optional().describe('Who may ask for them.'),
  })
  .describe('How training is reported. Shown, not judged.');
