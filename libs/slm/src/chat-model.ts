import type { EngineKind } from './engine.js';

/** One message of a prompt, in the roles that chat templates know. The civilian is `assistant`, the officer `user`. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** What a language model is asked for. */
export interface ChatRequest {
  messages: readonly ChatMessage[];
  /** Most tokens of the answer. */
  maxTokens: number;
  /** 0 is greedy. */
  temperature: number;
  /** 0 to 1; the engine's own when left out. */
  topP?: number;
  /** Any integer from 0 below 2^31. The same request and seed give the same answer where the engine can. */
  seed: number;
  /** The answer ends before the first of these. */
  stop?: readonly string[];
  /** The answer is JSON of this schema. Use enums for scores: a grammar lets an unbounded integer grow for ever. */
  jsonSchema?: { name: string; schema: Record<string, unknown> };
  /** Requests of one affinity, such as those of a session, go to one endpoint while it can take them, for its prompt cache. */
  affinity: string;
  /** Ends the request, and with it the engine's work; the iteration then throws the signal's reason. */
  signal: AbortSignal;
}

/**
 * Why an answer ended. STOP: the model was done, or a stop string came. LENGTH: it ran into `maxTokens` or the context.
 * REPETITION: the engine cut off a loop. What the engine broke off is no answer but an EngineError.
 */
export type FinishReason = 'STOP' | 'LENGTH' | 'REPETITION';

/** An answer piece by piece, then one final message with the whole of it. */
export type ChatEvent =
  | { type: 'text'; text: string }
  | {
      type: 'final';
      text: string;
      finishReason: FinishReason;
      /** As the engine counted them; null where it did not say. */
      usage: { promptTokens: number; completionTokens: number; cachedTokens: number | null } | null;
      /** Milliseconds from the request to the first words and to the last. */
      timings: { firstTextMs: number; totalMs: number };
      /** The name of the engine that answered, as it is registered. */
      engineName: string;
    };

/** Which registered model a request is for. Digests are SHA-256, hex. */
export interface ModelRef {
  versionId: string;
  kind: Exclude<EngineKind, 'SCRIPTED'>;
  /** Shown to people: code and version, and what the model must be labelled with. */
  label: string;
  code: string;
  version: string;
  /** What an inference server calls it, or the GGUF file in the model folder. */
  servedName: string;
  /** The LoRA adapter on top, as the server calls it; null for none. */
  adapterName: string | null;
  weightsDigest: string;
  adapterDigest: string | null;
  tokenizerDigest: string;
  /** Of the chat template. */
  templateDigest: string;
  /** Code of the prompt file that this model was made for. */
  promptTemplate: string;
  /** Tokens of prompt and answer together. */
  contextTokens: number;
  /** The lane whose engines serve it. */
  lane: string;
}

/** A registered model, wherever it is served: what prompts, guards and judges talk to. */
export interface ChatModel {
  readonly ref: ModelRef;
  /** @throws EngineError; an abort throws the signal's reason */
  chat(request: ChatRequest): AsyncIterable<ChatEvent>;
  /**
   * Tokens of these messages under the model's own template and tokenizer, with what begins the answer.
   * @throws EngineError
   */
  countTokens(messages: readonly ChatMessage[], signal: AbortSignal): Promise<number>;
}

/** One place where models are served: a server, or this process. */
export interface EngineClient {
  /** As it is registered. */
  readonly name: string;
  readonly kind: Exclude<EngineKind, 'SCRIPTED'>;
  chat(model: ModelRef, request: ChatRequest): AsyncIterable<ChatEvent>;
  countTokens(model: ModelRef, messages: readonly ChatMessage[], signal: AbortSignal): Promise<number>;
  /** @throws EngineError when it does not answer */
  health(signal: AbortSignal): Promise<EngineHealth>;
  close(): Promise<void>;
}

export interface EngineHealth {
  ready: boolean;
  /** Names of models and adapters that it serves now. */
  serves: string[];
  /** Requests it works on and that wait in it; null where it does not tell. */
  running: number | null;
  waiting: number | null;
}

/**
 * UNAVAILABLE: it cannot take more now (429, 503, refused connection). TIMED_OUT: no word for too long. BROKEN: it answered against
 * its protocol, or broke off. REJECTED: it will never take this request (a prompt too long, an unknown model, a bad key).
 */
export type EngineErrorCode = 'UNAVAILABLE' | 'TIMED_OUT' | 'BROKEN' | 'REJECTED';

/** What an engine did wrong, for logs and retries; never shown to a trainee. The message quotes no dialogue. */
export class EngineError extends Error {
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    readonly details: {
      /** When the engine asks to be tried again, in milliseconds from now. */
      retryAfterMs?: number;
      /** Whether words of the answer had come: then another try would be a second answer. */
      afterFirstText?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'EngineError';
  }
}
