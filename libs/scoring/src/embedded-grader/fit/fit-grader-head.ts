import { FEATURE_VERSION } from '../../features/transcript-features.js';
import { type GraderHead } from '../grader-head.js';
import { readResponses } from '../response-features.js';
import { ENCODER, SentenceEncoder } from '../sentence-encoder.js';
import { RESPONSE_FEATURES_VERSION } from '../versions.js';
import { fitHead, type RatedExample } from './fit-head.js';
import { ratedResponsesDigest, type RatedFile, readRatedResponses } from './rated-responses.js';

/** Several files may be of one domain: `roads-2.json` is of `roads`. */
export const domainOf = (file: string): string => file.replace(/(?:-\d+)?\.json$/, '');

/** The rated responses of these files as the head reads them; those that say nothing particular are left out. */
export async function ratedExamples(
  files: readonly RatedFile[],
  encoder = new SentenceEncoder(),
): Promise<RatedExample[]> {
  const examples: RatedExample[] = [];
  for (const { file, weight, stages } of files) {
    const said = stages.flatMap(({ civilian, responses }, index) =>
      responses.map(({ speech, rating }) => ({ civilian, speech, rating, stage: `${file} ${index}` })),
    );
    const read = await readResponses(encoder, said);
    for (const [index, { rating, stage }] of said.entries()) {
      const { features } = read[index];
      if (features) examples.push({ features, rating, file, stage, domain: domainOf(file), weight });
    }
  }
  return examples;
}

/**
 * Fits the head that ships, on the project's own rated responses: the same responses give the same head, digit for digit. Minutes.
 * @param say told how far it is
 */
export async function fitGraderHead(say: (line: string) => void): Promise<GraderHead> {
  const files = readRatedResponses();
  say(`reading ${files.length} files of rated responses`);
  const examples = await ratedExamples(files);
  say(`fitting on ${examples.length} responses`);
  return {
    version: RESPONSE_FEATURES_VERSION,
    fitted: {
      features: `${RESPONSE_FEATURES_VERSION} on ${FEATURE_VERSION}`,
      encoder: ENCODER,
      responses: examples.length,
      dataDigest: ratedResponsesDigest(files),
    },
    ...fitHead(examples),
  };
}
