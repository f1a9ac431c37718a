import { z } from 'zod';
import { confidenceSchema } from './confidence.js';
import { contradictions } from './contradictions.js';
import { countingSchema } from './counting-rules.js';
import { exemptionRuleSchema } from './exemption-rule.js';
import { localDateSchema, periodSchema } from './period.js';
import { predicateSchema } from './predicate.js';
import { requirementSchema } from './requirement.js';
import { companionSchema, reportingSchema } from './surroundings.js';

const code = z.string().min(1).max(80);
const text = z.string().min(1).max(1000);

/** The body of one version of a mandate: data, never code, never edited once published. */
export const mandateVersionSchema = z
  .strictObject({
    code: z
      .string()
      .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/)
      .describe('Names the mandate for good, for example `US-GA-ANNUAL`. An agency’s own begin with `OWN-`.'),
    version: z
      .string()
      .regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'must be a version, for example 1.0.0')
      .describe('Of this text, three numbers; any change of the body is a new one.'),
    title: text.describe('What people call it.'),
    authority: text.describe('The state board or other body that demands it.'),
    citations: z.array(text).min(1).describe('Statutes and rules that it stands in.'),
    sources: z.array(text).min(1).describe('Pages that its figures were read from.'),
    confidence: z.array(confidenceSchema).min(1).describe('How sure its figures are.'),
    verifiedOn: localDateSchema
      .nullable()
      .describe(
        'The day on which a person checked every figure against the text in force, YYYY-MM-DD; null: nobody has, and reports say so.',
      ),
    effectiveFrom: localDateSchema
      .nullable()
      .describe('First local date on which members are judged by this text, YYYY-MM-DD. Null: no source seen says.'),
    effectiveTo: localDateSchema
      .nullable()
      .describe('Last local date on which members are judged by this text, YYYY-MM-DD. Null: until further notice.'),
    appliesTo: predicateSchema.describe(
      'Whom it binds. Judged on the day asked about; of a closed window, on its last.',
    ),
    period: periodSchema.nullable().describe('Null when every requirement has a period of its own.'),
    requirements: z.array(requirementSchema).min(1).describe('All of these are required.'),
    counting: countingSchema.default(countingSchema.parse({})),
    exemptions: z.array(exemptionRuleSchema).default([]).describe('Under which rules members may be exempted.'),
    waiver: z
      .strictObject({
        by: code.describe('Who may waive it.'),
        reasons: z.array(code).describe('Codes of reasons that may be given.'),
        fee: z.boolean().describe('Whether asking costs a fee.'),
      })
      .nullable()
      .default(null)
      .describe('Whether the whole mandate can be waived; null: it cannot.'),
    companions: z.array(companionSchema).default([]).describe('Neighbouring duties: shown, not judged.'),
    consequence: code.nullable().default(null).describe('What follows when it is missed; null: no source seen says.'),
    reporting: reportingSchema.nullable().default(null).describe('How training is reported; null: not known.'),
    testVectors: z
      .array(
        z.strictObject({
          facts: z
            .record(z.string(), localDateSchema)
            .describe('Dates of the example’s member, by the name of the fact.'),
          deadline: localDateSchema.describe('The deadline that the authority works out, YYYY-MM-DD.'),
          note: text.optional().describe('For readers.'),
        }),
      )
      .default([])
      .describe('Worked examples that the authority publishes.'),
    notes: z
      .array(text)
      .default([])
      .describe('What is known and not modelled, and what was corrected, with its source.'),
  })
  .superRefine((mandate, context) => {
    for (const { path, message } of contradictions(mandate)) context.addIssue({ code: 'custom', path, message });
  });

export type MandateVersion = z.infer<typeof mandateVersionSchema>;
export type { ExemptionRule } from './exemption-rule.js';
export type CountingRules = z.infer<typeof countingSchema>;
