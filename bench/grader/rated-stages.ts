import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importContent } from '#curricula';
import { EmbeddedGrader, type Rating, RATINGS, speechOfResponse } from '#scoring';

export interface RatedResponse {
  /** From 3 for POSITIVE to 0 for NEGATIVE, as the authors rated it. */
  rank: number;
  /** The same, as the grader rates it. */
  rated: number;
  score: number;
  /** Spoken words. */
  words: number;
  /** Of a negative response: its scores with each kind formula appended. */
  stuffed: number[];
}

/** The responses to one moment of a scenario. */
export type RatedStage = readonly RatedResponse[];

/**
 * Kind words that fit anybody, as somebody would recite them to look good. None of them is in the rated responses. They were looked at
 * while the grader was made, so this figure says less of formulas that nobody has seen.
 */
const FORMULAS = [
  'I understand how you feel, and I am here to help you. We will get through this together.',
  "I hear you, and I really care about what you're going through. You matter.",
  "Thank you for talking to me, I know this isn't easy. I just want everyone to be safe.",
  "I respect you and I appreciate your patience. Please know that I'm on your side.",
  'That must be very hard for you. Your feelings are completely valid, and I want to support you.',
];

const rankOf = (rating: Rating): number => RATINGS.length - 1 - RATINGS.indexOf(rating);

/**
 * Reads every scenario of a folder by the product's importer and rates its responses by the product's grader: their speech, after what
 * the civilians say.
 * @throws where no scenario with rated responses is there
 */
export async function rateStages(folder: string, say: (line: string) => void): Promise<RatedStage[]> {
  const grader = new EmbeddedGrader();
  const stages: RatedStage[] = [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  for (const fileName of names.sort()) {
    const { items, rejected } = importContent({ fileName, content: readFileSync(join(folder, fileName), 'utf8') });
    const found = items.flatMap((item) => (item.kind === 'SCENARIO' ? (item.stages ?? []) : []));
    const rated = found.filter(({ responses }) => responses.length > 1);
    say(
      `${fileName}: ${rated.length} stages${rejected.length > 0 ? `, ${rejected.length} rows could not be read` : ''}`,
    );
    for (const { lines, responses } of rated) {
      const civilian = lines.map(({ text }) => text).join('\n');
      const spoken = responses.map(({ text }) => speechOfResponse(text));
      const ratings = await grader.rateResponses(spoken.map((speech) => ({ civilian, speech })));
      const stage: RatedResponse[] = [];
      for (const [index, { rating, score }] of ratings.entries()) {
        const rank = rankOf(responses[index].rating);
        const kinder =
          rank === 0 ? FORMULAS.map((formula) => ({ civilian, speech: `${spoken[index]} ${formula}` })) : [];
        const stuffed = await grader.rateResponses(kinder);
        const words = spoken[index].split(/\s+/).filter((word) => word !== '').length;
        stage.push({ rank, rated: rankOf(rating), score, words, stuffed: stuffed.map((one) => one.score) });
      }
      stages.push(stage);
    }
  }
  if (stages.length === 0) throw new Error(`${folder} holds no scenario with rated responses in the POL-COM format`);
  return stages;
}
