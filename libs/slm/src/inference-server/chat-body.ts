import type { ChatRequest } from '../chat-model.js';
import type { Flavour } from './flavours.js';

/** The body of `POST /v1/chat/completions`. Always a stream: a long answer is never waited for in silence, and an abort is seen. */
export function chatBody(flavour: Flavour, modelFields: Record<string, unknown>, request: ChatRequest): object {
  const { messages, maxTokens, temperature, topP, seed, stop, jsonSchema, affinity } = request;
  return {
    ...modelFields,
    messages: messages.map(({ role, content }) => ({ role, content })),
    // vLLM calls it deprecated for `max_completion_tokens`, which llama-server has not had for long; both take this.
    max_tokens: maxTokens,
    temperature,
    ...(topP === undefined ? {} : { top_p: topP }),
    seed,
    ...(stop?.length ? { stop: [...stop] } : {}),
    ...(jsonSchema ? flavour.schemaFields(jsonSchema) : {}),
    // All servers pass over it; proxies and their logs can tell the sessions apart by it.
    user: affinity,
    stream: true,
    stream_options: { include_usage: true },
  };
}
