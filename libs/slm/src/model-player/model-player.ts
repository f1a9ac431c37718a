import { createHash } from 'node:crypto';
import { EngineError, type ChatEvent, type ChatModel, type ModelRef } from '../chat-model.js';
import type { PersonaEngine, PlayInput, PlayMessage, RejectedAttempt, TurnFault, TurnProvenance } from '../engine.js';
import { heldBackForSlur } from '../guards/slurs.js';
import { tidyTurn } from '../guards/tidy-turn.js';
import { faultOf, faultSoFar } from '../guards/turn-guard.js';
import { buildPrompt, type Prompt } from '../prompting/build-prompt.js';
import { lot } from '../scripted-player/lot.js';
import { moodOfDialogue, type DialogueMood } from './dialogue-mood.js';

/** How often the model may try; then the scripted player speaks. */
const MOST_ATTEMPTS = 2;
const MOST_REJECTED_TEXT = 400;

type FinalEvent = Extract<ChatEvent, { type: 'final' }>;

export interface ModelPlayerOptions {
  model: ChatModel;
  /** Speaks where the guards refuse the model twice: the scripted player. */
  fallback: PersonaEngine;
}

/**
 * Plays the civilian by a language model, behind guards. A turn that a guard refuses is withdrawn and made once more; then the
 * scripted player speaks and the turn is flagged. What a viewer sees of an attempt was looked at before it was sent.
 *
 * Its iteration throws EngineError when the engine cannot be reached or failed twice; what was shown till then is withdrawn by
 * whoever tries again.
 */
export function modelPlayer({ model, fallback }: ModelPlayerOptions): PersonaEngine {
  async function* play(input: PlayInput): AsyncGenerator<PlayMessage> {
    input.signal.throwIfAborted();
    const startedAt = performance.now();
    const mood = moodOfDialogue(input.script, input.history, input.seed);
    const prompt = await buildPrompt(input, model, { state: mood.state, ending: mood.ending?.path });
    const cues = mood.cues.map((cue) => `[${cue.text}] `).join('');
    const rejected: RejectedAttempt[] = [];
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const came = yield* speak({ model, input, prompt, mood, cues, attempt });
      if ('final' in came) {
        const timings = { firstTextMs: came.firstTextAt - startedAt, totalMs: performance.now() - startedAt };
        const refused = rejected.length > 0 ? { rejected } : {};
        const provenance = { ...provenanceOf(model.ref, prompt, came.final), seed: came.seed, timings, ...refused };
        const ended = mood.ending ? { ended: mood.ending } : {};
        return yield { type: 'final', text: cues + came.text, attempt, provenance, ...ended };
      }
      rejected.push({ attempt, fault: came.fault, text: came.text.slice(0, MOST_REJECTED_TEXT) });
      if (came.error && attempt === MOST_ATTEMPTS) throw came.error;
    }
    yield* spokenInstead(fallback, input, rejected);
  }
  return { kind: model.ref.kind, label: model.ref.label, play };
}

interface Asked {
  model: ChatModel;
  input: PlayInput;
  prompt: Prompt;
  mood: DialogueMood;
  /** What the officer sees or hears first, as text. */
  cues: string;
  attempt: number;
}

/** What came of one attempt: the turn, or why it cannot be left as it is. */
type Attempt =
  | { final: FinalEvent; text: string; seed: number; firstTextAt: number }
  | { fault: TurnFault; text: string; error?: EngineError };

/** Streams one attempt. What it yields is safe to show; what it returns says how it ended. */
async function* speak({ model, input, prompt, mood, cues, attempt }: Asked): AsyncGenerator<PlayMessage, Attempt> {
  // Of its own, so that an attempt given up frees its slot in the engine at once.
  const giveUp = new AbortController();
  const signal = AbortSignal.any([input.signal, giveUp.signal]);
  const seed = turnSeed(input, attempt);
  const request = { ...prompt.sampling, messages: prompt.messages, seed, affinity: input.sessionId, signal };
  let text = '';
  let shown = 0;
  let firstTextAt: number | null = null;
  try {
    for await (const event of model.chat(request)) {
      if (event.type === 'final') {
        const tidy = tidyTurn(event.text, event.finishReason);
        const fault = faultOf(event.text, tidy, event.finishReason, { history: input.history, mood });
        // Where the scenario ends with this turn, it may sound like an end.
        if (fault && !(fault === 'INSTANT_CURE' && mood.ending)) return { fault, text: event.text };
        return { final: event, text: tidy, seed, firstTextAt: firstTextAt ?? performance.now() };
      }
      text += event.text;
      const fault = faultSoFar(text);
      if (fault) return { fault, text };
      const upTo = text.length - heldBackForSlur(text);
      if (upTo <= shown) continue;
      firstTextAt ??= performance.now();
      yield { type: 'text', text: (shown === 0 ? cues : '') + text.slice(shown, upTo), attempt };
      shown = upTo;
    }
    throw new EngineError('BROKEN', 'the engine ended without a final message', { afterFirstText: text !== '' });
  } catch (error) {
    input.signal.throwIfAborted();
    // It cannot take it now, or never will: another attempt at once would meet the same.
    if (!(error instanceof EngineError) || error.code === 'UNAVAILABLE' || error.code === 'REJECTED') throw error;
    return { fault: 'ENGINE_FAILED', text, error };
  } finally {
    giveUp.abort();
  }
}

/** The scripted player's turn in place of the model's, with what was wrong with those. */
async function* spokenInstead(
  fallback: PersonaEngine,
  input: PlayInput,
  rejected: RejectedAttempt[],
): AsyncGenerator<PlayMessage> {
  const attempt = rejected.length + 1;
  for await (const message of fallback.play(input)) {
    if (message.type === 'text') yield { ...message, attempt };
    else yield { ...message, attempt, provenance: { ...message.provenance, rejected, flagged: true } };
  }
}

/** Another for each turn and attempt, and the same whenever the turn is played again. */
function turnSeed({ seed, history }: PlayInput, attempt: number): number {
  return Math.floor(lot(seed, `turn:${history.length}:${attempt}`) * 2 ** 31);
}

function provenanceOf(ref: ModelRef, prompt: Prompt, final: FinalEvent): Omit<TurnProvenance, 'seed' | 'timings'> {
  const { temperature, topP, maxTokens } = prompt.sampling;
  const parts = [ref.weightsDigest, ref.adapterDigest ?? '', ref.tokenizerDigest, ref.templateDigest];
  return {
    engine: ref.kind,
    label: ref.label,
    version: `${ref.code} ${ref.version}`,
    digest: createHash('sha256').update(parts.join('\n')).digest('hex'),
    model: {
      versionId: ref.versionId,
      engineName: final.engineName,
      promptTemplate: prompt.templateCode,
      promptTemplateDigest: prompt.templateDigest,
      promptDigest: prompt.digest,
      promptTurns: { verbatim: prompt.keptTurns, summarised: prompt.summarisedTurns },
      sampling: { temperature, topP, maxTokens },
      usage: final.usage,
    },
  };
}
