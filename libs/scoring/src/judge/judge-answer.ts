import { spokenParts } from '../features/spoken-parts.js';
import type { Evidence, TranscriptTurn } from '../transcript.js';
import { readAnswer, type AnswerValue } from './answer-schema.js';
import type { JudgeQuestion } from './judge-question.js';
import type { ShownTranscript } from './shown-transcript.js';

/** One answer of a judge that may count, with its quotes as they were said. */
export interface JudgeAnswer {
  value: AnswerValue;
  evidence: Evidence[];
  reason: string;
}

/** Why an answer counts for nothing. NO_ANSWER: the engine gave none that was whole. */
export type AnswerProblem = 'NO_ANSWER' | 'NOT_OF_THE_SCHEMA' | 'NOT_A_QUOTE' | 'NO_EVIDENCE';

/** What was asked about, and what can be quoted. */
export interface JudgedSession {
  turns: readonly TranscriptTurn[];
  shown: ShownTranscript;
}

/**
 * An answer as it can be used. Each quote must be in its turn letter for letter: an invented one makes the whole answer unusable, for nobody
 * knows what else is invented. Words that the officer says to a grader are no evidence of a level, and an answer that has no other has none.
 */
export function judgeAnswer(
  text: string,
  question: JudgeQuestion,
  options: readonly AnswerValue[],
  { turns, shown }: JudgedSession,
): JudgeAnswer | AnswerProblem {
  const written = readAnswer(text, question, options);
  if (!written) return 'NOT_OF_THE_SCHEMA';
  const { answer: value, reason } = written;
  // Nobody has to quote what is not there.
  if (question.kind === 'FAIL' && value === 'NO') return { value, evidence: [], reason };
  const quoted = written.evidence.map((one) => shown.quoted(one));
  const evidence = distinct(quoted.filter((one) => one !== null));
  if (quoted.includes(null)) return 'NOT_A_QUOTE';
  const speakers = new Map(turns.map(({ number, speaker }) => [number, speaker]));
  if (question.kind === 'LEVEL') {
    const meant = evidence.filter((one) => saidToCivilian(turns, one));
    return meant.length > 0 ? { value, evidence: meant, reason } : 'NO_EVIDENCE';
  }
  const needed = question.kind === 'FAIL' ? evidence.some(({ turn }) => speakers.get(turn) === 'OFFICER') : true;
  return evidence.length > 0 && needed ? { value, evidence, reason } : 'NO_EVIDENCE';
}

function saidToCivilian(turns: readonly TranscriptTurn[], { turn, quote }: Evidence): boolean {
  const text = turns.find(({ number }) => number === turn)?.text ?? '';
  return spokenParts(text).some(
    (part) => part.toCivilian && (part.text.includes(quote.trim()) || quote.includes(part.text.trim())),
  );
}

const distinct = (evidence: readonly Evidence[]): Evidence[] =>
  evidence.filter(
    (one, at) => evidence.findIndex(({ turn, quote }) => turn === one.turn && quote === one.quote) === at,
  );
