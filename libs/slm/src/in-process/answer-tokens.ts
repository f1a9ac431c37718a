import { ChatRequest, EngineError } from '../chat-model.js';
import { abortable } from './abortable.js';
import { LlamaSequence, Token } from './llama-library.js';

/** A prompt is read in stretches of so many tokens, because llama.cpp cannot be interrupted within one. */
const STRETCH = 128;
/** Where the request has none. */
const TOP_P = 0.95;

export interface AnswerTokens {
  tokens: AsyncGenerator<Token, void, void>;
  /** Tokens so far, and those of the prompt that were in memory already. */
  generated(): number;
  cached(): number;
  /** Whether the model itself was done. */
  endedItself(): boolean;
  /** Settles when llama.cpp does nothing for this answer any more; never rejects. */
  end(): Promise<void>;
}

/** Reads a prompt into a sequence and samples an answer of at most `most` tokens. */
export function answerTokens(
  sequence: LlamaSequence,
  prompt: Token[],
  request: Pick<ChatRequest, 'temperature' | 'topP' | 'seed'> & {
    most: number;
    signal: AbortSignal;
    grammarState: object | undefined;
  },
): AnswerTokens {
  const { signal, most } = request;
  let generated = 0;
  let cached = 0;
  let endedItself = false;
  let step: Promise<unknown> = Promise.resolve();
  let sampling: AsyncGenerator<Token, void, void> | null = null;

  const doing = <T>(work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    const working = work();
    step = working;
    return abortable(working, signal);
  };

  async function* run(): AsyncGenerator<Token, void, void> {
    try {
      await doing(() => sequence.adaptStateToTokens(prompt.slice(0, -1), false));
      cached = sequence.nextTokenIndex;
      while (prompt.length - sequence.nextTokenIndex > STRETCH) {
        const at = sequence.nextTokenIndex;
        await doing(() => sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(at, at + STRETCH)));
      }
      const sampled = sequence.evaluate(prompt.slice(sequence.nextTokenIndex), {
        temperature: request.temperature,
        topP: request.topP ?? TOP_P,
        topK: 0,
        minP: 0,
        seed: request.seed,
        grammarEvaluationState: request.grammarState,
      });
      sampling = sampled;
      while (generated < most) {
        const next = await doing(() => sampled.next());
        if (next.done) {
          endedItself = true;
          return;
        }
        generated++;
        yield next.value;
      }
    } catch (cause) {
      signal.throwIfAborted();
      throw new EngineError('BROKEN', 'llama.cpp failed', { afterFirstText: generated > 0, cause });
    }
  }

  return {
    tokens: run(),
    generated: () => generated,
    cached: () => cached,
    endedItself: () => endedItself,
    end: async () => {
      await step.catch(() => undefined);
      await sampling?.return().catch(() => undefined);
    },
  };
}
