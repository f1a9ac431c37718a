import { z } from 'zod';
import { readVersionNumber } from './version-number.js';

const code = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/, 'must be a code in capitals, for example ACTIVE_LISTENING');
const sentence = z
  .string({ error: 'is not written yet' })
  .min(1, 'is not written yet')
  .max(1_000, 'has more than 1,000 characters');
const quantity = z.number({ error: 'is not set yet' });
/** What people call the construct; where it is not written, the code in words. */
const title = z.string().min(1).max(100).optional();
const bandEnd = z.int({ error: 'is not set yet, or no whole number' }).min(0).max(100);

/** A band as the file writes it, `["RESOLUTION", 76, 100]`, read into a named shape. */
const outcomeBand = z.tuple([code, bandEnd, bandEnd]).transform(([name, min, max]) => ({ code: name, min, max }));

const competency = z.strictObject({
  code,
  title,
  /** Percent of the process score; all weights together are 100. */
  weight: quantity.positive('must be more than 0').max(100),
  source: sentence,
  /** What an officer at this level does; 2 and 4 lie between. */
  a0: sentence,
  a1: sentence,
  a3: sentence,
  a5: sentence,
});

/**
 * What a session is graded for. CERTIFICATION: by an instructor, towards training hours. OUTCOME: how the dialogue ended, for study and
 * comparison; it certifies nothing.
 */
export const RUBRIC_PURPOSES = ['CERTIFICATION', 'OUTCOME'] as const;
export type RubricPurpose = (typeof RUBRIC_PURPOSES)[number];

/** A rubric version's content: competencies with anchors, outcome bands, penalties, critical fails and the pass rule. */
export const rubricBodySchema = z
  .strictObject({
    id: z.string().min(1).max(100),
    version: z.string().min(1).max(50),
    scale: z.strictObject({ min: z.literal(0), max: z.literal(5), why: sentence }),
    formula: sentence,
    purpose: z.enum(RUBRIC_PURPOSES).default('CERTIFICATION'),
    /** Percent of the final score that come from the levels and from the outcome band; together 100. */
    shares: z
      .strictObject({ process: z.int().min(0).max(100), outcome: z.int().min(0).max(100) })
      .default({ process: 70, outcome: 30 }),
    /** What a score must meet to pass; of a rubric that certifies nothing there is none. */
    pass: z
      .strictObject({
        final: quantity.min(0).max(100),
        minLevelAny: z.int({ error: 'is not set yet, or no whole number' }).min(0).max(5),
        criticalFails: z.int().min(0),
        humanSignOff: z.literal(true, { error: 'must be true: the grader proposes, a person certifies' }),
      })
      .optional(),
    outcomeBands: z.array(outcomeBand).min(1, 'there is none yet').max(10),
    penalties: z
      .array(z.strictObject({ code, title, points: quantity.positive('must be more than 0').max(100) }))
      .max(20),
    competencies: z.array(competency).max(30),
    criticalFails: z.array(z.strictObject({ code, title, text: sentence })).max(30),
    note: z.string().max(2_000).optional(),
  })
  .superRefine((rubric, context) => {
    const problem = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    const { shares, competencies } = rubric;
    const shared = shares.process + shares.outcome;
    if (shared !== 100) problem(['shares'], `must sum to 100, not ${shared}`);
    const total = competencies.reduce((sum, one) => sum + one.weight, 0);
    // A rubric of the outcome alone has no competencies, and then none may count.
    const expected = shares.process === 0 && competencies.length === 0 ? 0 : 100;
    if (Math.abs(total - expected) > 1e-9) problem(['competencies'], `weights must sum to ${expected}, not ${total}`);
    for (const list of ['competencies', 'criticalFails', 'penalties'] as const) {
      const codes = rubric[list].map((one) => one.code);
      codes.forEach((one, index) => {
        if (codes.indexOf(one) < index) problem([list, index, 'code'], `${one} stands here twice`);
      });
    }
    let next = 0;
    rubric.outcomeBands.forEach((band, index) => {
      if (band.min !== next || band.max < band.min)
        problem(['outcomeBands', index], `must start at ${next} and not end before it`);
      next = band.max + 1;
    });
    if (rubric.outcomeBands.length > 0 && next !== 101) problem(['outcomeBands'], 'must end at 100');
  });

export type RubricBody = z.output<typeof rubricBodySchema>;

export interface RubricIssue {
  /** Where, in the body as the file writes it. */
  path: readonly (string | number)[];
  message: string;
}

/**
 * Checks a rubric as it stands in a file, before it is published. What is published already is read by `rubricBodySchema` alone: a rule that
 * came later must not keep a session from being graded.
 * @returns the rubric, or all that is wrong
 */
export function checkRubric(file: unknown): { rubric: RubricBody } | { issues: RubricIssue[] } {
  const parsed = rubricBodySchema.safeParse(file);
  if (!parsed.success) {
    return {
      issues: parsed.error.issues.map(({ path, message }) => ({ path: path as (string | number)[], message })),
    };
  }
  const issues = [...purposeIssues(parsed.data), ...writtenIssues(parsed.data)];
  return issues.length > 0 ? { issues } : { rubric: parsed.data };
}

/** An outcome rubric says how a dialogue ended and nothing else; one that certifies says what passes. */
function* purposeIssues({ purpose, pass, shares, competencies }: RubricBody): Generator<RubricIssue> {
  if (purpose === 'CERTIFICATION') {
    if (!pass) yield { path: ['pass'], message: 'a rubric that certifies needs a pass rule' };
    return;
  }
  if (pass) yield { path: ['pass'], message: 'an outcome rubric certifies nothing, so it has no pass rule' };
  if (shares.process !== 0) yield { path: ['shares', 'process'], message: 'must be 0 in an outcome rubric' };
  if (competencies.length > 0) yield { path: ['competencies'], message: 'an outcome rubric has none' };
}

function* writtenIssues(rubric: RubricBody): Generator<RubricIssue> {
  if (!readVersionNumber(rubric.version))
    yield { path: ['version'], message: 'must be three numbers, for example 1.2.0' };
  for (const [index, one] of rubric.competencies.entries()) {
    const at = (key: string): (string | number)[] => ['competencies', index, key];
    if (!exactEnough(one.weight)) yield { path: at('weight'), message: 'must have at most two decimals' };
    for (const key of ['source', 'a0', 'a1', 'a3', 'a5'] as const) {
      if (!/\S/.test(one[key])) yield { path: at(key), message: 'is not written yet' };
    }
  }
  for (const [index, { points }] of rubric.penalties.entries()) {
    if (!exactEnough(points)) yield { path: ['penalties', index, 'points'], message: 'must have at most two decimals' };
  }
  for (const [index, { text }] of rubric.criticalFails.entries()) {
    if (!/\S/.test(text)) yield { path: ['criticalFails', index, 'text'], message: 'is not written yet' };
  }
  if (rubric.pass && !exactEnough(rubric.pass.final)) {
    yield { path: ['pass', 'final'], message: 'must have at most two decimals' };
  }
}

/** The arithmetic of grades is exact, and takes no more decimals than a person would write. */
const exactEnough = (value: number): boolean => /^\d+(\.\d{1,2})?$/.test(String(value));

/**
 * Checks a rubric as it stands in a file.
 * @returns the rubric, or every problem as `path: message`
 */
export function readRubric(file: unknown): { rubric: RubricBody } | { problems: string[] } {
  const read = checkRubric(file);
  if ('rubric' in read) return read;
  return { problems: read.issues.map(({ path, message }) => `${path.join('.') || 'rubric'}: ${message}`) };
}
