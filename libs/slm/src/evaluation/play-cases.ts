import type { ChatModel } from '../chat-model.js';
import { EngineError } from '../chat-model.js';
import type { PlayInput, TurnFault } from '../engine.js';
import { tidyTurn } from '../guards/tidy-turn.js';
import { faultOf } from '../guards/turn-guard.js';
import { moodOfDialogue } from '../model-player/dialogue-mood.js';
import { buildPrompt } from '../prompting/build-prompt.js';
import { lot } from '../scripted-player/lot.js';
import type { SpokenTurn } from '../scripted-player/play-turn.js';
import type { PlayerScript } from '../scripted-player/player-script.js';
import { bleu4 } from './bleu.js';
import type { EvaluationCase } from './evaluation-case.js';
import { meteor } from './meteor.js';
import { rougeL } from './rouge-l.js';
import { scoredWords } from './scored-words.js';

/** What a model's answer to one officer turn was worth. Scores are 0 to 1, and null where the case has no answer to compare with. */
export interface PlayedTurnScore {
  scores: { rougeL: number; bleu4: number; meteor: number } | null;
  fault: TurnFault | null;
  words: number;
  /** From the request to the first words, in milliseconds. */
  firstTextMs: number;
}

/** One case as a model played it. */
export interface PlayedCase {
  key: string;
  turns: PlayedTurnScore[];
}

export interface PlayOptions {
  /** Any integer from 0 below 2^31. */
  seed: number;
  /** Most cases at once; more than the engine has slots only waits. */
  atOnce: number;
  signal: AbortSignal;
}

/**
 * Has a model answer each officer turn of the cases, with the prompt that a session would have, and looks at the answers as the guards do.
 * Nothing is tried again: an answer that a guard would withdraw is what is measured.
 * @returns in the order of the cases
 * @throws EngineError the first that came: figures with holes compare nothing
 */
export async function playCases(
  model: ChatModel,
  cases: readonly EvaluationCase[],
  options: PlayOptions,
): Promise<PlayedCase[]> {
  const played: PlayedCase[] = [];
  // The others end as soon as one has failed.
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const waiting = [...cases.entries()];
  const play = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, one] = next;
      played[at] = { key: one.key, turns: await playCase(model, one, { ...options, signal }) };
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.atOnce, cases.length) }, play));
  } finally {
    failed.abort();
  }
  return played;
}

async function playCase(model: ChatModel, one: EvaluationCase, options: PlayOptions): Promise<PlayedTurnScore[]> {
  const script = scriptOf(one);
  const given = one.turns.some(({ speaker }) => speaker === 'CIVILIAN');
  const played: PlayedTurnScore[] = [];
  let history: SpokenTurn[] = [];
  for (const [at, turn] of one.turns.entries()) {
    history = [...history, turn];
    if (turn.speaker !== 'OFFICER' || (given && one.turns[at + 1]?.speaker !== 'CIVILIAN')) continue;
    const sessionId = `evaluation ${options.seed} ${one.key}`;
    const seed = Math.floor(lot(options.seed, `${one.key}:${at}`) * 2 ** 31);
    const { text, ...found } = await answer(model, {
      ...{ sessionId, script, history, seed, situation: one.situation, signal: options.signal },
    });
    const reference = given ? scoredWords(answerAfter(one.turns, at)) : null;
    played.push({ ...found, scores: reference && scoresOf(reference, scoredWords(text)) });
    if (!given) history = [...history, { speaker: 'CIVILIAN', text }];
  }
  return played;
}

async function answer(model: ChatModel, input: PlayInput): Promise<Omit<PlayedTurnScore, 'scores'> & { text: string }> {
  const mood = moodOfDialogue(input.script, input.history, input.seed);
  const prompt = await buildPrompt(input, model, { state: mood.state });
  const { seed, sessionId: affinity, signal } = input;
  for await (const event of model.chat({ ...prompt.sampling, messages: prompt.messages, seed, affinity, signal })) {
    if (event.type !== 'final') continue;
    const text = tidyTurn(event.text, event.finishReason);
    const fault = faultOf(event.text, text, event.finishReason, { history: input.history, mood });
    return { text, fault, words: scoredWords(text).length, firstTextMs: event.timings.firstTextMs };
  }
  throw new EngineError('BROKEN', 'the engine ended without a final message');
}

const scoresOf = (reference: readonly string[], candidate: readonly string[]) => ({
  rougeL: rougeL(reference, candidate),
  bleu4: bleu4(reference, candidate),
  meteor: meteor(reference, candidate),
});

/** What the civilian of the case answered: all they said until somebody else spoke. */
function answerAfter(turns: readonly SpokenTurn[], at: number): string {
  const said: string[] = [];
  for (const { speaker, text } of turns.slice(at + 1)) {
    if (speaker !== 'CIVILIAN') break;
    said.push(text);
  }
  return said.join(' ');
}

const UNTOLD = 'not known';

/** A case has no lines, cues or endings of its own: only who the civilian is, and a mood that begins in the middle. */
const scriptOf = ({ persona, situation }: EvaluationCase): PlayerScript => ({
  persona: {
    name: persona.name,
    age: persona.age ?? 35,
    profile: persona.background ?? situation,
    emotionalState: persona.emotionalState ?? UNTOLD,
    triggers: [],
    reactions: UNTOLD,
    goal: persona.background ?? situation,
    speakingStyle: persona.speakingStyle ?? UNTOLD,
  },
  start: { stress: 6, trust: 2 },
  bands: { CALM: 2.5, UNEASY: 5, AGITATED: 7.5 },
  topics: [],
  triggerWords: [],
  sootherWords: [],
  cues: [],
  lines: [],
  outcomes: [],
});
