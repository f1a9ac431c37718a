import type { ChatModel, EngineClient, ModelRef } from '../chat-model.js';

/** A registered version as one engine serves it, for a program that asks that engine directly. */
export const modelOn = (engine: EngineClient, ref: ModelRef): ChatModel => ({
  ref,
  chat: (request) => engine.chat(ref, request),
  countTokens: (messages, signal) => engine.countTokens(ref, messages, signal),
});
