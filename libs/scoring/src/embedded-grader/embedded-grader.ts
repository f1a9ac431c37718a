import { Injectable } from '@nestjs/common';
import { BoundedMap, digestOf } from '#platform';
import type { GradeInput } from '../feature-grader.js';
import { FEATURE_VERSION } from '../features/transcript-features.js';
import { type TranscriptTurn } from '../transcript.js';
import { type EmbeddedProposal, gradeByRatings } from './grade-by-ratings.js';
import { type GraderHead, rate, readHead, type ResponseRating } from './grader-head.js';
import { type HeardResponse, readResponses } from './response-features.js';
import { SentenceEncoder } from './sentence-encoder.js';
import { heardTurns, isTelling, type TurnRating } from './turn-ratings.js';

interface LoadedHead {
  head: GraderHead;
  /** At most 100 characters. */
  graderVersion: string;
}

/** Ratings kept: every turn of a session is rated again after each further one. */
const KEPT = 4_000;

/**
 * Grades what an officer says on machines with no engine. Nothing is loaded before the first rating; then the encoder (200 MB) and the
 * head stay, once per process. What it says is FORMATIVE: it certifies nothing.
 */
@Injectable()
export class EmbeddedGrader {
  private readonly encoder = new SentenceEncoder();
  private readonly known = new BoundedMap<ResponseRating>(KEPT);
  private loaded: LoadedHead | undefined;

  /**
   * A proposal for every part of the rubric, by the feature grader's rules and this grader's ratings of the officer's turns.
   * @throws RangeError for a rubric whose weights do not add up to 100; Error where the model's or the head's files are missing
   */
  async gradeByEmbeddings(input: GradeInput): Promise<EmbeddedProposal> {
    const ratings = await this.rateTurns(input.turns);
    return gradeByRatings(input, ratings, this.version());
  }

  /** As its grades say: another head or other features make other grades. Reads the head, not the encoder. */
  version(): string {
    return this.load().graderVersion;
  }

  /** Officer turns that say enough to be rated, in order, each as an answer to what the civilian said before it. */
  async rateTurns(turns: readonly TranscriptTurn[]): Promise<TurnRating[]> {
    const heard = heardTurns(turns).filter(isTelling);
    const rated = await this.rateResponses(heard);
    return rated.map((rating, index) => ({ turn: heard[index].turn, ...rating }));
  }

  /** Total: any strings are accepted. The same words always have the same rating. */
  async rateResponse(response: HeardResponse): Promise<ResponseRating> {
    const [rating] = await this.rateResponses([response]);
    return rating;
  }

  /** Ratings in the order of the responses; cheaper than one by one. */
  async rateResponses(responses: readonly HeardResponse[]): Promise<ResponseRating[]> {
    const { head } = this.load();
    const keyed = responses.map((response) => ({
      key: JSON.stringify([response.civilian, response.speech]),
      response,
    }));
    const ratings = new Map<string, ResponseRating>();
    const unrated = new Map<string, HeardResponse>();
    for (const { key, response } of keyed) {
      const known = this.known.get(key);
      if (known) ratings.set(key, known);
      else unrated.set(key, response);
    }
    const read = await readResponses(this.encoder, [...unrated.values()]);
    for (const [index, key] of [...unrated.keys()].entries()) {
      const rating = rate(head, read[index]);
      this.known.set(key, rating);
      ratings.set(key, rating);
    }
    return keyed.map(({ key }) => ratings.get(key)!);
  }

  private load(): LoadedHead {
    if (this.loaded) return this.loaded;
    const head = readHead();
    const graderVersion = `${head.version}, head ${digestOf(head).slice(0, 12)}, features ${FEATURE_VERSION}`;
    return (this.loaded = { head, graderVersion });
  }
}
