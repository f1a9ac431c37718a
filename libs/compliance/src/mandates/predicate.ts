import { z } from 'zod';

/**
 * A condition on a member's effective-dated facts. `eq` and `in` hold when any row in force on the day matches (an officer may hold
 * two licences); `ne` holds when no row equals the value; `lt`, `lte`, `gt` and `gte` compare the highest value in force by the ranks
 * of `facts.ts`. A fact with no row in force satisfies `ne` and `not` only.
 */
export type Predicate = { all: Predicate[] } | { any: Predicate[] } | { not: Predicate } | FactCondition;

export type FactCondition = z.infer<typeof factConditionSchema>;

const code = z.string().min(1).max(80);
const rank = (how: string) =>
  code.optional().describe(`The highest level held is ${how} this one. Only for facts with an order of levels.`);

const factConditionSchema = z
  .strictObject({
    fact: code.describe('Name of the fact, for example `licence`.'),
    eq: code.optional().describe('A row in force has this value.'),
    ne: code.optional().describe('No row in force has this value.'),
    in: z.array(code).min(1).optional().describe('A row in force has one of these values.'),
    lt: rank('below'),
    lte: rank('below or at'),
    gt: rank('above'),
    gte: rank('above or at'),
  })
  .refine(({ fact: _fact, ...tests }) => Object.keys(tests).length === 1, 'a condition has exactly one test')
  .meta({
    description: 'One test of one fact on the day of judgement: `fact` and exactly one of the others.',
    minProperties: 2,
    maxProperties: 2,
  });

export const predicateSchema: z.ZodType<Predicate> = z
  .lazy(() => anyPredicate)
  .meta({
    id: 'Predicate',
    description:
      'A condition on the member’s dated facts. A fact without a row in force on the day satisfies `ne` and `not` only.',
  });

// Made once: what a getter makes anew each time has no end, and cannot be printed as a schema.
const anyPredicate: z.ZodType<Predicate> = z.union([
  z.strictObject({ all: z.array(predicateSchema).min(1).describe('All of these hold.') }),
  z.strictObject({ any: z.array(predicateSchema).min(1).describe('At least one of these holds.') }),
  z.strictObject({ not: predicateSchema.describe('This does not hold.') }),
  factConditionSchema,
]);
