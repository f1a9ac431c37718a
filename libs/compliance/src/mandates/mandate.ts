import { z } from 'zod';
import { localDateSchema, type Period, periodSchema } from './period.js';
import { predicateSchema } from './predicate.js';
import { childrenOf, flatten, type Requirement, requirementSchema } from './requirement.js';

const code = z.string().min(1).max(80);
const text = z.string().min(1).max(1000);

/**
 * How sure a figure is. V: text of an official or regulator's page seen; S: secondary page seen; M: from general knowledge, not
 * seen; DERIVED: worked out from another figure; NOT_FOUND: looked for and not found.
 */
const confidenceSchema = z.strictObject({
  about: text,
  mark: z.enum(['V', 'S', 'M', 'DERIVED', 'NOT_FOUND']),
  note: text.optional(),
});

const countingSchema = z.strictObject({
  /** Mandates that may count the same hours too, as the text says; hours are shared unless a mandate says otherwise. */
  sharedWith: z.array(code).default([]),
  /** An entry allocated to one of these does not count here. */
  exclusiveWith: z.array(code).default([]),
  excludeCategories: z.array(code).default([]),
  /** The earliest by date, then id, are kept. */
  maxSameCourseSameProviderPerPeriod: z.number().int().positive().nullable().default(null),
  instructorPresentationsCreditedPerCourse: z.number().int().positive().nullable().default(null),
  instructedHoursCount: z.boolean().default(true),
  /** An entry without a score does not count. */
  requiresAssessment: z.boolean().default(false),
  /** `credits` of that unit are `hours` hours. */
  conversions: z
    .array(z.strictObject({ unit: code, credits: z.number().positive(), hours: z.number().positive() }))
    .default([]),
  carryOver: z.null().default(null),
  grace: z.null().default(null),
});

const exemptionRuleSchema = z.discriminatedUnion('effect', [
  z.strictObject({
    code,
    effect: z.literal('EXCUSE_PERIOD'),
    /** True when the agency's policy may ask for a date after this day of the year (`policy.exemptions[code].afterMonthDay`). */
    afterMonthDayConfigurable: z.boolean().default(false),
    evidence: text.optional(),
    note: text.optional(),
  }),
  z.strictObject({
    code,
    effect: z.literal('EXCUSE_REQUIREMENT'),
    target: code,
    appliesTo: predicateSchema.optional(),
    evidence: text.optional(),
    note: text.optional(),
  }),
  z.strictObject({ code, effect: z.literal('NOT_APPLICABLE'), evidence: text.optional(), note: text.optional() }),
  /** The deadline moves to `monthsAfterEnd` months after the exemption's last day. */
  z.strictObject({
    code,
    effect: z.literal('SHIFT_DEADLINE'),
    monthsAfterEnd: z.number().int().positive(),
    evidence: text.optional(),
    note: text.optional(),
  }),
]);

/** Neighbouring duties that the text names beside this mandate: shown, not judged by it. `min` null: figure not known. */
const companionSchema = z.strictObject({
  period: z.union([periodSchema, z.strictObject({ type: z.literal('ANNUAL') })]),
  requirements: z
    .array(
      z.strictObject({
        kind: z.enum(['HOURS', 'EVENT', 'TOPIC']),
        category: code,
        min: z.number().positive().nullable(),
      }),
    )
    .min(1),
});

const reportingSchema = z.strictObject({
  system: text.optional(),
  form: text.optional(),
  officerId: text.optional(),
  courseIdentifier: text.optional(),
  presentationRequestDaysBefore: z.number().int().positive().optional(),
  courseMustBeApproved: z.boolean().optional(),
  correction: text.optional(),
  rejectIf: z.array(text).optional(),
  recordsHeldBy: text.optional(),
  recordsAvailableTo: text.optional(),
});

/** The body of one version of a mandate: data, never code, never edited once published. */
export const mandateVersionSchema = z
  .strictObject({
    code: z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/),
    /** Of this text of the mandate, as published to the library; any change of the body is a new one. */
    version: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'must be a version, for example 1.0.0'),
    title: text,
    authority: text,
    citations: z.array(text).min(1),
    sources: z.array(text).min(1),
    confidence: z.array(confidenceSchema).min(1),
    /** The day on which a person checked every figure against the text in force; null: nobody has, and reports say so. */
    verifiedOn: localDateSchema.nullable(),
    /** Null: not stated by the sources seen. Choosing the version for a date is the caller's work. */
    effectiveFrom: localDateSchema.nullable(),
    effectiveTo: localDateSchema.nullable(),
    appliesTo: predicateSchema,
    /** Null when every requirement has a period of its own. */
    period: periodSchema.nullable(),
    /** All of these are required. */
    requirements: z.array(requirementSchema).min(1),
    counting: countingSchema.default(countingSchema.parse({})),
    exemptions: z.array(exemptionRuleSchema).default([]),
    waiver: z
      .strictObject({ by: code, reasons: z.array(code), fee: z.boolean() })
      .nullable()
      .default(null),
    companions: z.array(companionSchema).default([]),
    consequence: code.nullable().default(null),
    reporting: reportingSchema.nullable().default(null),
    /** What boards publish as worked examples: the tests hold the engine to them. */
    testVectors: z
      .array(
        z.strictObject({
          facts: z.record(z.string(), localDateSchema),
          deadline: localDateSchema,
          note: text.optional(),
        }),
      )
      .default([]),
    /** What is known and not modelled, and what was corrected, with its source. */
    notes: z.array(text).default([]),
  })
  .superRefine((mandate, context) => {
    for (const message of contradictions(mandate)) context.addIssue({ code: 'custom', message });
  });

export type MandateVersion = z.infer<typeof mandateVersionSchema>;
export type ExemptionRule = z.infer<typeof exemptionRuleSchema>;
export type CountingRules = z.infer<typeof countingSchema>;

/** What the shape alone cannot refuse: names that point nowhere, periods that nobody gave. */
function contradictions(mandate: {
  requirements: Requirement[];
  period: Period | null;
  exemptions: ExemptionRule[];
}): string[] {
  const all = flatten(mandate.requirements);
  const byId = new Map(all.map((each) => [each.id, each]));
  const found: string[] = [];
  if (byId.size !== all.length) found.push('requirement ids must be unique');
  for (const root of mandate.requirements) {
    if (mandate.period === null && !root.period) found.push(`${root.id} has no period and the mandate has none`);
    for (const below of flatten(childrenOf(root))) {
      if (below.period) found.push(`${below.id}: only a top-level requirement may have a period of its own`);
    }
    const sameWindow = flatten(root.period ? [root] : mandate.requirements.filter((each) => !each.period));
    for (const each of flatten([root])) {
      if (!each.within) continue;
      const bucket = sameWindow.find((other) => other.id === each.within);
      if (bucket?.kind !== 'HOURS')
        found.push(`${each.id} is within ${each.within}, which is no bucket of the same period`);
    }
  }
  for (const root of mandate.requirements) {
    const type = (root.period ?? mandate.period)?.type ?? '';
    for (const each of flatten([root])) {
      if (hasWindows(type)) continue;
      if (each.kind === 'HOURS' && each.perSubPeriod)
        found.push(`${each.id}: a yearly requirement goes with windows that follow one another`);
      if (each.kind === 'COURSE' && each.anyOf.some((course) => course.endsWith('@UNIT')))
        found.push(`${each.id}: @UNIT is the first day of one of the windows that follow one another`);
    }
  }
  for (const each of all) {
    if (each.kind === 'HOURS' && each.perSubPeriod && each.of)
      found.push(`${each.id}: a yearly requirement has none below it`);
    if (each.kind === 'GROUP' && (each.op === 'N_OF') !== (each.n !== undefined))
      found.push(`${each.id}: n goes with N_OF`);
    if (each.firstDue && !byId.has(each.firstDue.after))
      found.push(`${each.id}: no requirement ${each.firstDue.after}`);
    if (each.firstDue && each.period?.type !== 'ROLLING') found.push(`${each.id}: firstDue goes with ROLLING`);
  }
  for (const rule of mandate.exemptions) {
    if (rule.effect === 'EXCUSE_REQUIREMENT' && !byId.has(rule.target))
      found.push(`${rule.code}: no requirement ${rule.target}`);
    const periods = [mandate.period, ...mandate.requirements.map((each) => each.period)];
    if (rule.effect === 'SHIFT_DEADLINE' && !periods.some((each) => each?.type === 'ANNIVERSARY_CYCLE'))
      found.push(`${rule.code}: a deadline is moved in an ANNIVERSARY_CYCLE only`);
  }
  return found;
}

function hasWindows(type: string): boolean {
  return !['ROLLING', 'RESET_ON_COMPLETION', 'ONE_TIME'].includes(type);
}
