import { digestOf } from '#platform';
import { z } from 'zod';
import { ALLOWED_USES, mistakenBaseLicence } from './licences.js';

const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal, for example of sha256sum');
const LONGEST_RECORD = 65_536;

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'must be one line without control characters');

/** What is said about data and training, in whatever form; bounded, so that a registry stays readable. */
const record = z
  .record(z.string(), z.json())
  .refine((value) => JSON.stringify(value).length <= LONGEST_RECORD, `must be at most ${LONGEST_RECORD} characters`);

/** A name of a lane of tasks: workers name the lanes that they serve. */
export const laneSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a name of small letters, digits and dashes, at most 40')
  .refine((lane) => lane !== 'general', 'must not be `general`: that lane has no engine');

/** A model's card: what is registered of one version, all of it for ever. docs/models.md has an example. */
export const modelCardSchema = z
  .strictObject({
    code: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,62}$/, 'must be small letters, digits, dots and dashes, 2 to 63'),
    version: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.+-]{0,49}$/, 'must be a version, for example 1.0.0'),
    kind: z.enum(['INFERENCE_SERVER', 'IN_PROCESS']),
    servedName: line(200),
    adapterName: line(200).nullable().default(null),
    base: line(200),
    baseLicence: line(100).nullable().default(null),
    licence: line(100),
    allowedUse: z.enum(ALLOWED_USES),
    digests: z.strictObject({
      weights: digest,
      adapter: digest.nullable().default(null),
      tokenizer: digest,
      template: digest,
    }),
    contextTokens: z.int().min(64).max(1_048_576),
    promptTemplate: line(100),
    notice: line(300),
    lane: laneSchema,
    dataManifest: record,
    trainingConfig: record,
  })
  .superRefine((card, context) => {
    const problem = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
    if ((card.adapterName === null) !== (card.digests.adapter === null)) {
      problem(['digests', 'adapter'], 'an adapter needs both its name and its digest');
    }
    if (card.adapterName !== null && card.baseLicence === null) {
      problem(['baseLicence'], 'an adapter stands on a base, whose licence binds too: name it');
    }
    if (card.kind === 'IN_PROCESS' && !/^[\w][\w.-]*\.gguf$/.test(card.servedName)) {
      problem(['servedName'], 'must be the name of a .gguf file in the model folder');
    }
    const known = mistakenBaseLicence(card);
    if (known !== null) problem(['licence'], `${card.base} is published under ${known}: see docs/models.md`);
  });

export type ModelCard = z.output<typeof modelCardSchema>;

/** @returns the card, or every problem as `path: message` */
export function readModelCard(file: unknown): { card: ModelCard } | { problems: string[] } {
  const read = modelCardSchema.safeParse(file);
  if (read.success) return { card: read.data };
  return {
    problems: read.error.issues.map(({ path, message }) => (path.length ? `${path.join('.')}: ${message}` : message)),
  };
}

/** SHA-256, in hex, of what determines a model's words: weights, adapter, tokenizer and chat template. */
export const modelDigest = ({ weights, adapter, tokenizer, template }: ModelCard['digests']): string =>
  digestOf({ weights, adapter, tokenizer, template });
