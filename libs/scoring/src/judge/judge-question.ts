import type { RubricBody } from '#curricula';
import type { TranscriptTurn } from '../transcript.js';

type Competency = RubricBody['competencies'][number];
type OutcomeBand = RubricBody['outcomeBands'][number];
type CriticalFail = RubricBody['criticalFails'][number];

/** One thing that a judge is asked about a session. */
export type JudgeQuestion =
  | { kind: 'LEVEL'; code: string; competency: Competency; quotable: readonly number[] }
  | { kind: 'BAND'; code: typeof BAND_QUESTION; bands: readonly OutcomeBand[]; quotable: readonly number[] }
  | { kind: 'FAIL'; code: string; fail: CriticalFail; quotable: readonly number[] };

/** Stands for the outcome band where questions are named. Codes of rubrics have no dot. */
export const BAND_QUESTION = 'outcome.band';

/** Values of the answer to a question, before they are shuffled. */
export function optionsOf(question: JudgeQuestion): readonly (string | number)[] {
  if (question.kind === 'LEVEL') return [0, 1, 2, 3, 4, 5];
  if (question.kind === 'FAIL') return ['YES', 'NO'];
  return question.bands.map(({ code }) => code);
}

/**
 * All questions of a rubric, in its order. A level stands on words of the officer; the outcome on words of everybody else, for who wants a
 * better one could say so; a critical fail may lie in what the officer left unanswered, so it may quote any turn.
 * @returns none where the officer said nothing; without the outcome where nobody else did
 */
export function questionsOf(rubric: RubricBody, turns: readonly TranscriptTurn[]): JudgeQuestion[] {
  const numbers = (keep: (turn: TranscriptTurn) => boolean): number[] =>
    turns.filter((turn) => keep(turn) && turn.text.trim() !== '').map(({ number }) => number);
  const officer = numbers(({ speaker }) => speaker === 'OFFICER');
  const others = numbers(({ speaker }) => speaker !== 'OFFICER');
  if (officer.length === 0) return [];
  const band = { kind: 'BAND', code: BAND_QUESTION, bands: rubric.outcomeBands, quotable: others } as const;
  return [
    ...rubric.competencies.map((competency): JudgeQuestion => ({
      kind: 'LEVEL',
      code: competency.code,
      competency,
      quotable: officer,
    })),
    ...(others.length > 0 ? [band] : []),
    ...rubric.criticalFails.map((fail): JudgeQuestion => ({
      kind: 'FAIL',
      code: fail.code,
      fail,
      quotable: numbers(() => true),
    })),
  ];
}
