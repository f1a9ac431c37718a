import { z } from 'zod';

const code = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/, 'must be a code in capitals, for example ACTIVE_LISTENING');
const sentence = z.string().min(1).max(1_000);

/** A band as the file writes it, `["RESOLUTION", 76, 100]`, read into a named shape. */
const outcomeBand = z
  .tuple([code, z.int().min(0).max(100), z.int().min(0).max(100)])
  .transform(([name, min, max]) => ({ code: name, min, max }));

const competency = z.strictObject({
  code,
  /** Percent of the process score; all weights together are 100. */
  weight: z.number().positive().max(100),
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
    pass: z.strictObject({
      final: z.number().min(0).max(100),
      minLevelAny: z.int().min(0).max(5),
      criticalFails: z.int().min(0),
      humanSignOff: z.literal(true, { error: 'must be true: the grader proposes, a person certifies' }),
    }),
    outcomeBands: z.array(outcomeBand).min(1).max(10),
    penalties: z.array(z.strictObject({ code, points: z.number().positive().max(100) })).max(20),
    competencies: z.array(competency).max(30),
    criticalFails: z.array(z.strictObject({ code, text: sentence })).max(30),
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
    if (next !== 101) problem(['outcomeBands'], 'must end at 100');
  });

export type RubricBody = z.output<typeof rubricBodySchema>;

/**
 * Checks a rubric as it stands in a file.
 * @returns the rubric, or every problem as `path: message`
 */
export function readRubric(file: unknown): { rubric: RubricBody } | { problems: string[] } {
  const parsed = rubricBodySchema.safeParse(file);
  if (parsed.success) return { rubric: parsed.data };
  return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'rubric'}: ${issue.message}`) };
}
