import { z } from 'zod';

const code = z.string().min(1).max(80);

export const countingSchema = z
  .strictObject({
    sharedWith: z
      .array(code)
      .default([])
      .describe(
        'Codes of mandates that may count the same hours too, as the text says. Shown: hours are shared unless a mandate says otherwise.',
      ),
    exclusiveWith: z
      .array(code)
      .default([])
      .describe('Uses such as `SALARY_INCENTIVE`: an entry allocated to one of them does not count here.'),
    excludeCategories: z.array(code).default([]).describe('Categories of which no entry counts.'),
    maxSameCourseSameProviderPerPeriod: z
      .number()
      .int()
      .positive()
      .nullable()
      .default(null)
      .describe(
        'How often one course of one provider counts in a window, the earliest by date, then id. Null: always.',
      ),
    instructorPresentationsCreditedPerCourse: z
      .number()
      .int()
      .positive()
      .nullable()
      .default(null)
      .describe('How many presentations of one course count for who taught it, in a window. Null: all.'),
    instructedHoursCount: z.boolean().default(true).describe('Whether hours taught, not attended, count.'),
    requiresAssessment: z.boolean().default(false).describe('True: an entry without a score does not count.'),
    conversions: z
      .array(
        z.strictObject({
          unit: code.describe('A unit of college credit, for example `SEMESTER`.'),
          credits: z.number().positive().describe('So many credits of that unit,'),
          hours: z.number().positive().describe('are so many hours.'),
        }),
      )
      .default([])
      .describe('How college credit becomes hours.'),
    carryOver: z.null().default(null).describe('Hours carried into the next window: none. Kept for later versions.'),
    grace: z.null().default(null).describe('Days of grace in the text: none. The agency’s policy may set `graceDays`.'),
  })
  .describe('Which entries count, and how much.');
