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
const categories = codes.describe('Codes of training categories; an entry of any of them counts here, in full, once.');
const delivery = codes
  .optional()
  .describe('Modes of delivery that count, for example `IN_PERSON_HANDS_ON`; left out: any.');
const minScorePct = z
  .number()
  .min(0)
  .max(100)
  .optional()
  .describe('Lowest score that counts, in percent; left out: any, also none.');

const base = {
  id: code.describe(
    'Unique in the mandate. Reports and stored results use it: it keeps its meaning in later versions.',
  ),
  label: z.string().min(1).max(200).describe('What people call it.'),
  within: code
    .optional()
    .describe('Id of an HOURS requirement of the same period: these hours also count there. Children inherit it.'),
  appliesTo: predicateSchema.optional().describe('Only for members for whom this holds; left out: for all.'),
  effectiveFrom: localDateSchema
    .optional()
    .describe('Applies to windows that end on or after this local date, YYYY-MM-DD.'),
  effectiveForRenewalFrom: localDateSchema
    .optional()
    .describe('As `effectiveFrom`, where the text speaks of renewals; YYYY-MM-DD.'),
  period: periodSchema
    .optional()
    .describe('A period of its own instead of the mandate’s. Only on a top-level requirement.'),
  firstDue: z
    .strictObject({
      after: code.describe('Id of another requirement of the mandate.'),
      months: z.number().int().min(1).max(600).describe('Calendar months after that one was completed.'),
    })
    .optional()
    .describe('First deadline of a ROLLING requirement that was never met.'),
  note: z.string().optional().describe('For readers.'),
};

const testSchema = z
  .strictObject({
    ...base,
    kind: z.literal('TEST'),
    anyOf: codes.describe('Codes of tests, any of which will do when passed.'),
    minScorePct,
  })
  .meta({ id: 'Test', description: 'A passed test.' });

export const requirementSchema: z.ZodType<Requirement> = z
  .lazy(() => anyRequirement)
  .meta({ id: 'Requirement', description: 'One thing that is needed in each window.' });

// Made once, as the predicates are.
const anyRequirement: z.ZodType<Requirement> = z.discriminatedUnion('kind', [
  z
    .strictObject({
      ...base,
      kind: z.literal('HOURS'),
      min: z.number().positive().describe('How much is needed in a window, in `unit`; fractions are kept exactly.'),
      unit: z.enum(['HOUR', 'CREDIT']).describe('HOUR: approved hours of courses. CREDIT: credits of the board.'),
      categories,
      delivery,
      minScorePct,
      perSubPeriod: z
        .literal('CALENDAR_YEAR')
        .optional()
        .describe('`min` is due in each calendar year of the window; reports name each one `ID@YYYY`.'),
      inLieu: testSchema.optional().describe('A passed test that stands in for this requirement and all below it.'),
      of: z.array(requirementSchema).min(1).optional().describe('All of these too; their hours count here as well.'),
    })
    .describe('An amount of training.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('COURSE'),
      anyOf: codes.describe(
        'Course codes, any of which will do. `X@UNIT` stands for `X@` and the first day of the window, YYYY-MM-DD.',
      ),
      topics: codes.optional().describe('Topics that the one course must have covered, all of them.'),
      delivery,
      minScorePct,
    })
    .describe('One completed course.'),
  testSchema,
  z
    .strictObject({
      ...base,
      kind: z.literal('EVENT'),
      min: z.number().int().positive().describe('How many entries are needed in a window.'),
      categories,
    })
    .describe('A number of occurrences, however many hours they had.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('CREDENTIAL'),
      type: code.describe('Type of the credential, for example `FIRST_AID_CPR`.'),
      validAt: z.literal('PERIOD_END').describe('It must be valid on the last day of the window.'),
    })
    .describe('A card or certificate that is valid.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('GROUP'),
      op: z.enum(['ALL', 'ANY', 'N_OF']).describe('How many of the children must be met; N_OF: `n` of them.'),
      n: z.number().int().positive().optional().describe('How many children; with N_OF, and only with it.'),
      of: z.array(requirementSchema).min(1).describe('The children.'),
    })
    .describe('A choice among requirements, or all of them.'),
]);

/** The requirements directly below one. */
export function childrenOf(requirement: Requirement): Requirement[] {
  return requirement.kind === 'HOURS' || requirement.kind === 'GROUP' ? (requirement.of ?? []) : [];
}

/** The requirements and everything below them, each parent before its children. */
export function flatten(requirements: Requirement[]): Requirement[] {
  return requirements.flatMap((each) => [each, ...flatten(childrenOf(each))]);
}
