import { z } from 'zod';

/**
 * A condition on a member's effective-dated facts. `eq` and `in` hold when any row in force on the day matches (an officer may hold
 * two licences); `ne` holds when no row equals the value; `lt`, `lte`, `gt` and `gte` compare the highest value in force by the ranks
 * of `facts.ts`. A fact with no row in force satisfies `ne` and `not` only.
 */
export type Predicate = { all: Predicate[] } | { any: Predicate[] } | { not: Predicate } | FactCondition;

export type FactCondition = z.infer<typeof factConditionSchema>;

const code = z.string().min(1).max(80);

const factConditionSchema = z
  .strictObject({
    fact: code,
    eq: code.optional(),
    ne: code.optional(),
    in: z.array(code).min(1).optional(),
    lt: code.optional(),
    lte: code.optional(),
    gt: code.optional(),
    gte: code.optional(),
  })
  .refine(({ fact: _fact, ...tests }) => Object.keys(tests).length === 1, 'a condition has exactly one test');

export const predicateSchema: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(predicateSchema).min(1) }),
    z.strictObject({ any: z.array(predicateSchema).min(1) }),
    z.strictObject({ not: predicateSchema }),
    factConditionSchema,
  ]),
);
