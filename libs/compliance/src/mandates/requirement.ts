import { z } from 'zod';
import { localDateSchema, type Period, periodSchema } from './period.js';
import { type Predicate, predicateSchema } from './predicate.js';

/** What every requirement may say, whatever its kind. */
interface RequirementBase {
  /** Unique in the mandate; stands in reports and in stored results, so it never changes between versions for the same thing. */
  id: string;
  label: string;
  /** These hours also count inside that bucket. Children inherit it. */
  within?: string;
  appliesTo?: Predicate;
  /** Applies to windows that end on or after this date. */
  effectiveFrom?: string;
  /** As `effectiveFrom`, where the text speaks of renewals. */
  effectiveForRenewalFrom?: string;
  /** A period of its own, instead of the mandate's. Only on a top-level requirement. */
  period?: Period;
  /** The first deadline of a ROLLING requirement that was never met: months after another requirement was completed. */
  firstDue?: { after: string; months: number };
  note?: string;
}

export interface HoursRequirement extends RequirementBase {
  kind: 'HOURS';
  min: number;
  unit: 'HOUR' | 'CREDIT';
  categories: string[];
  delivery?: string[];
  minScorePct?: number;
  /** Due in each calendar year of the window, named `ID@YYYY`. */
  perSubPeriod?: 'CALENDAR_YEAR';
  /** A passed test that stands in for this requirement and all below it. */
  inLieu?: TestRequirement;
  /** All of these too; their hours count here as well. */
  of?: Requirement[];
}

export interface CourseRequirement extends RequirementBase {
  kind: 'COURSE';
  /** Course codes, any of which will do. `X@UNIT` matches `X@<first day of the window>`. */
  anyOf: string[];
  /** Topics that the one course must have covered, all of them. */
  topics?: string[];
  delivery?: string[];
  minScorePct?: number;
}

export interface TestRequirement extends RequirementBase {
  kind: 'TEST';
  anyOf: string[];
  minScorePct?: number;
}

export interface EventRequirement extends RequirementBase {
  kind: 'EVENT';
  min: number;
  categories: string[];
}

export interface CredentialRequirement extends RequirementBase {
  kind: 'CREDENTIAL';
  type: string;
  validAt: 'PERIOD_END';
}

export interface GroupRequirement extends RequirementBase {
  kind: 'GROUP';
  op: 'ALL' | 'ANY' | 'N_OF';
  n?: number;
  of: Requirement[];
}

export type Requirement =
  HoursRequirement | CourseRequirement | TestRequirement | EventRequirement | CredentialRequirement | GroupRequirement;

const code = z.string().min(1).max(80);
const codes = z.array(code).min(1);
const score = z.number().min(0).max(100).optional();

const base = {
  id: code,
  label: z.string().min(1).max(200),
  within: code.optional(),
  appliesTo: predicateSchema.optional(),
  effectiveFrom: localDateSchema.optional(),
  effectiveForRenewalFrom: localDateSchema.optional(),
  period: periodSchema.optional(),
  firstDue: z.strictObject({ after: code, months: z.number().int().min(1) }).optional(),
  note: z.string().optional(),
};

const testSchema = z.strictObject({ ...base, kind: z.literal('TEST'), anyOf: codes, minScorePct: score });

export const requirementSchema: z.ZodType<Requirement> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      ...base,
      kind: z.literal('HOURS'),
      min: z.number().positive(),
      unit: z.enum(['HOUR', 'CREDIT']),
      categories: codes,
      delivery: codes.optional(),
      minScorePct: score,
      perSubPeriod: z.literal('CALENDAR_YEAR').optional(),
      inLieu: testSchema.optional(),
      of: z.array(requirementSchema).min(1).optional(),
    }),
    z.strictObject({
      ...base,
      kind: z.literal('COURSE'),
      anyOf: codes,
      topics: codes.optional(),
      delivery: codes.optional(),
      minScorePct: score,
    }),
    testSchema,
    z.strictObject({ ...base, kind: z.literal('EVENT'), min: z.number().int().positive(), categories: codes }),
    z.strictObject({ ...base, kind: z.literal('CREDENTIAL'), type: code, validAt: z.literal('PERIOD_END') }),
    z.strictObject({
      ...base,
      kind: z.literal('GROUP'),
      op: z.enum(['ALL', 'ANY', 'N_OF']),
      n: z.number().int().positive().optional(),
      of: z.array(requirementSchema).min(1),
    }),
  ]),
);

/** The requirements directly below one. */
export function childrenOf(requirement: Requirement): Requirement[] {
  return requirement.kind === 'HOURS' || requirement.kind === 'GROUP' ? (requirement.of ?? []) : [];
}

/** The requirements and everything below them, each parent before its children. */
export function flatten(requirements: Requirement[]): Requirement[] {
  return requirements.flatMap((each) => [each, ...flatten(childrenOf(each))]);
}
