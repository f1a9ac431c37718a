import { z } from 'zod';

const text = z.string().min(1).max(1000);

/**
 * How sure a figure is. V: text of an official or regulator's page seen; S: secondary page seen; M: from general knowledge, not
 * seen; DERIVED: worked out from another figure; NOT_FOUND: looked for and not found.
 */
export const confidenceSchema = z
  .strictObject({
    about: text.describe('Which figures.'),
    mark: z
      .enum(['V', 'S', 'M', 'DERIVED', 'NOT_FOUND'])
      .describe(
        'V: the text of an official or regulator’s page was seen. S: a secondary page was seen. M: from general knowledge, no page seen. DERIVED: worked out from another figure. NOT_FOUND: looked for and not found.',
      ),
    note: text.optional().describe('More about it.'),
  })
  .describe('How sure some figures are.');
