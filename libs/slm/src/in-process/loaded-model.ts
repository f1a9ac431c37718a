import { availableParallelism } from 'node:os';
import { EngineError, ModelRef } from '../chat-model.js';
import { chatTemplate, ToTokens } from './chat-template.js';
import { LlamaContext, LlamaLibrary, LlamaModel, LlamaSequence, Token } from './llama-library.js';
import { verifiedFile } from './verified-file.js';

/** Below this many bytes of weights the threads would wait for each other longer than they work. */
const SMALL = 64 * 1024 * 1024;

/** One conversation at a time in the memory of a context, which keeps it until another one needs the place. */
export interface Seat {
  readonly sequence: LlamaSequence;
  affinity: string | null;
  busy: boolean;
  usedAt: number;
}

/** A GGUF in memory with one context for each adapter. */
export interface LoadedModel {
  /** Tokens of a prompt, with what begins the answer. */
  promptTokens: ToTokens;
  spell(tokens: readonly Token[], after: readonly Token[]): string;
  /** Object that keeps an answer to the schema. */
  grammarState(schema: Record<string, unknown>): Promise<object>;
  /** A free seat, the one with the same affinity if it can be. There is always one for each slot of the engine. */
  seat(ref: ModelRef, affinity: string): Promise<{ seat: Seat; contextTokens: number }>;
  dispose(): Promise<void>;
}

/** @throws EngineError REJECTED when the file is not the registered one or cannot be a model */
export async function loadModel(
  library: LlamaLibrary,
  options: { modelFolder: string; slots: number },
  ref: ModelRef,
  signal: AbortSignal,
): Promise<LoadedModel> {
  const modelPath = await verifiedFile(options.modelFolder, ref.servedName, ref.weightsDigest, signal);
  let model: LlamaModel;
  try {
    model = await library.llama.loadModel({ modelPath });
  } catch (cause) {
    throw new EngineError('REJECTED', `llama.cpp cannot load ${ref.servedName}: ${library.lastComplaint()}`, { cause });
  }
  const contexts = new Map<string, Promise<{ context: LlamaContext; seats: Seat[] }>>();
  let uses = 0;

  async function open(one: ModelRef): Promise<{ context: LlamaContext; seats: Seat[] }> {
    if (one.contextTokens > model.trainContextSize) {
      throw new EngineError('REJECTED', `${one.servedName} knows contexts of ${model.trainContextSize} tokens at most`);
    }
    const adapters = one.adapterName
      ? [{ filePath: await verifiedFile(options.modelFolder, one.adapterName, one.adapterDigest ?? '', signal) }]
      : [];
    let context: LlamaContext;
    try {
      context = await model.createContext({
        sequences: options.slots,
        contextSize: one.contextTokens,
        threads: model.size < SMALL ? 1 : availableParallelism(),
        ...(adapters.length > 0 ? { lora: { adapters } } : {}),
      });
    } catch (cause) {
      const complaint = library.lastComplaint() || (cause instanceof Error ? cause.message : '');
      throw new EngineError('UNAVAILABLE', `llama.cpp makes no context for ${one.label}: ${complaint}`, { cause });
    }
    const seats = Array.from({ length: options.slots }, (): Seat => ({
      sequence: context.getSequence(),
      affinity: null,
      busy: false,
      usedAt: 0,
    }));
    return { context, seats };
  }

  return {
    promptTokens: chatTemplate(library, model),
    spell: (tokens, after) => model.detokenize(tokens, false, after),
    grammarState: async (schema) => {
      const grammar = await library.llama.createGrammarForJsonSchema(schema);
      return new library.text.LlamaGrammarEvaluationState({ model, grammar });
    },
    seat: async (one, affinity) => {
      const key = `${one.contextTokens} ${one.adapterName ?? ''} ${one.adapterDigest ?? ''}`;
      const opening = contexts.get(key) ?? open(one);
      contexts.set(key, opening);
      const { context, seats } = await opening.catch((error) => {
        contexts.delete(key);
        throw error;
      });
      const free = seats.filter(({ busy }) => !busy).sort((a, b) => a.usedAt - b.usedAt);
      const seat = free.find((each) => each.affinity === affinity) ?? free[0];
      Object.assign(seat, { busy: true, affinity, usedAt: ++uses });
      return { seat, contextTokens: Math.min(one.contextTokens, context.contextSize) };
    },
    dispose: () => model.dispose(),
  };
}
