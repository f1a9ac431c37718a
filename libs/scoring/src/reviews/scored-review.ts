import type { RubricBody } from '#curricula';
import { reviewProblems } from '../review.js';
import { meetsPassRule, scoreOf, type Score } from '../score.js';
import type { TranscriptTurn } from '../transcript.js';
import { IncompleteReview } from './incomplete-review.js';
import type { SubmittedContent } from './review.entity.js';

/** A complete review with its numbers, as it is stored. */
export interface ScoredReview {
  content: SubmittedContent;
  score: Score;
  /** Points of 100. */
  final: number;
  /** Whether the numbers meet the pass rule. */
  passed: boolean;
}

/** @throws IncompleteReview with everything that is missing or not quoted exactly */
export function scoredReview(
  content: SubmittedContent,
  rubric: RubricBody,
  turns: readonly TranscriptTurn[],
): ScoredReview {
  const problems = reviewProblems(content, rubric, turns);
  if (problems.length > 0) throw new IncompleteReview(problems);
  const score = scoreOf(rubric, {
    levels: content.levels,
    band: content.outcome.band,
    penalties: content.penalties.map(({ code }) => code),
    criticalFails: content.criticalFails.map(({ code }) => code),
  });
  return { content, score, final: score.final, passed: meetsPassRule(score) };
}
