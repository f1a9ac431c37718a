import { EngineError, type ChatModel } from '#slm';
import type { AnswerValue } from './answer-schema.js';
import { judgeAnswer, type AnswerProblem, type JudgeAnswer, type JudgedSession } from './judge-answer.js';
import type { JudgeQuestion } from './judge-question.js';
import { judgeRequest, type Interrogation } from './judge-request.js';
import { SAMPLES } from './verdicts.js';

/** Samples of one question, those that cannot be used included. */
export const MOST_SAMPLES = 5;

/** What is kept of an answer that cannot be used, in bytes of UTF-8. */
export const MOST_RAW_BYTES = 8_192;

/** An answer of the judge that became no part of a grade, for the person who looks into it. */
export interface UnusableAnswer {
  question: string;
  /** From 0. */
  sample: number;
  problem: AnswerProblem;
  /** What came of it, at most MOST_RAW_BYTES; empty where nothing came. */
  raw: string;
}

/** What may be spent on one session beside the answers that can be used. */
export interface AskingBudget {
  /** Unusable answers that may still come. */
  unusable: number;
  /** Milliseconds of the process's steady clock after which nothing more is asked. */
  until: number;
}

export interface Asking extends JudgedSession, Interrogation {
  model: ChatModel;
  affinity: string;
  signal: AbortSignal;
  /** Whether an engine that says nothing for too long is waited for elsewhere and later, rather than taken for an answer. */
  patient: boolean;
  budget: AskingBudget;
  /** Is told at once of each answer that cannot be used: what follows may fail, and this is to be kept all the same. */
  heard: (unusable: UnusableAnswer) => void;
}

/** How a question was answered. `answers` is null where the judge gave too few that can be used; NOT_ASKED where the budget was spent. */
export interface AskedOutcome {
  answers: JudgeAnswer[] | null;
  notAsked: boolean;
  /** As they call themselves. */
  engines: string[];
}

/**
 * Asks one question until there are SAMPLES usable answers, or so many that are not that there cannot be. One request at a time: the lane's
 * slots are counted by tasks, and a second one would take an officer's.
 * @throws EngineError when the engine cannot take it now or never will; the signal's reason
 */
export async function askQuestion(asking: Asking, question: JudgeQuestion): Promise<AskedOutcome> {
  const answers: JudgeAnswer[] = [];
  let unusable = 0;
  const engines = new Set<string>();
  const { budget } = asking;
  for (let sample = 0; answers.length < SAMPLES && unusable <= MOST_SAMPLES - SAMPLES; sample++) {
    if (budget.unusable <= 0 || performance.now() >= budget.until) {
      return { answers: null, notAsked: true, engines: [...engines] };
    }
    const { options, text, engine } = await oneAnswer(asking, question, sample);
    if (engine !== null) engines.add(engine);
    const read = engine === null ? 'NO_ANSWER' : judgeAnswer(text, question, options, asking);
    if (typeof read !== 'string') answers.push(read);
    else {
      unusable += 1;
      budget.unusable -= 1;
      asking.heard({ question: question.code, sample, problem: read, raw: bounded(text) });
    }
  }
  const enough = answers.length === SAMPLES;
  return { answers: enough ? answers : null, notAsked: false, engines: [...engines] };
}

interface RawAnswer {
  /** In the order in which they were shown. */
  options: AnswerValue[];
  text: string;
  /** Null where none finished its answer. */
  engine: string | null;
}

async function oneAnswer(asking: Asking, question: JudgeQuestion, sample: number): Promise<RawAnswer> {
  const { model, affinity, signal, patient } = asking;
  const { request, options } = judgeRequest(asking, question, sample);
  let text = '';
  try {
    for await (const event of model.chat({ ...request, affinity, signal })) {
      if (event.type === 'final') return { options, text: event.text, engine: event.engineName };
      if (text.length < MOST_RAW_BYTES) text += event.text;
    }
    return { options, text, engine: null };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof EngineError) || error.code === 'UNAVAILABLE' || error.code === 'REJECTED') throw error;
    if (error.code === 'TIMED_OUT' && patient) throw error;
    return { options, text, engine: null };
  }
}

/** What PostgreSQL and a reader can take of it: no NUL, no half characters (`Buffer.from` writes U+FFFD for them), so many bytes. */
function bounded(text: string): string {
  const bytes = Buffer.from(text.slice(0, MOST_RAW_BYTES).replaceAll('\0', ''));
  if (bytes.length <= MOST_RAW_BYTES) return bytes.toString();
  let end = MOST_RAW_BYTES;
  // Back to where a character begins.
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString();
}
