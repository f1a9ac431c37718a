import { UserError } from '#platform';
import type { ChatModel, EngineClient, ModelRef } from '../chat-model.js';
import type { RegisteredEngine } from '../registry/engines.queries.js';

/**
 * A registered engine, for a program that asks it directly. Opens no connection before it is used.
 * @throws UserError INVALID for an engine that lives in a worker's process
 */
export async function openEngine({ name, flavour, url }: RegisteredEngine): Promise<EngineClient> {
  if (flavour === 'IN_PROCESS' || url === null) {
    throw new UserError(
      'INVALID',
      'engine',
      `${name} lives in a worker: serve the model by llama-server to evaluate it`,
    );
  }
  const { inferenceServer } = await import('../inference-server/inference-server.js');
  return inferenceServer({ name, flavour, url });
}

/** A registered version as one engine serves it. */
export const modelOn = (engine: EngineClient, ref: ModelRef): ChatModel => ({
  ref,
  chat: (request) => engine.chat(ref, request),
  countTokens: (messages, signal) => engine.countTokens(ref, messages, signal),
});
