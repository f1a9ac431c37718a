import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '#platform';
import { shippedPath } from '#slm';
import { RATINGS } from '../grader-head.js';

const FOLDER = 'packs/rated-responses';

const text = z.string().trim().min(1).max(4_000);

const fileSchema = z.strictObject({
  title: text,
  domain: text,
  /** How often its comparisons count beside those of other files. */
  weight: z.number().positive().max(10).default(1),
  stages: z
    .array(
      z.strictObject({
        situation: text,
        civilian: text,
        responses: z
          .array(z.strictObject({ speech: text, rating: z.enum(RATINGS), why: text.optional() }))
          .min(2)
          .max(8),
      }),
    )
    .min(1),
});

/** Stages of one domain: what a civilian says, and rated answers to it. */
export type RatedFile = z.infer<typeof fileSchema> & { file: string };

/** The project's own rated responses, in the order of their names. Throws with the file's name where one is not as it should be. */
export function readRatedResponses(): RatedFile[] {
  const folder = shippedPath(FOLDER);
  if (folder === null) throw new Error(`${FOLDER} is not there`);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((file) => {
    const read = fileSchema.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!read.success) throw new Error(`${FOLDER}/${file}: ${z.prettifyError(read.error)}`);
    return { file, ...read.data };
  });
}

/** Changes whenever any response or rating does. */
export function ratedResponsesDigest(files: readonly RatedFile[]): string {
  return digestOf(files);
}
