import { ChatEvent, ChatMessage, ChatRequest, EngineError } from '../chat-model.js';
import type { Flavour } from './flavours.js';
import type { ServerConnection } from './server-connection.js';

/**
 * Tokens of the messages as the server itself counts them, with what begins the answer.
 * @throws EngineError
 */
export async function countedTokens(
  connection: ServerConnection,
  { counts }: Flavour,
  modelFields: Record<string, unknown>,
  messages: readonly ChatMessage[],
  signal: AbortSignal,
  chat: (request: ChatRequest) => AsyncIterable<ChatEvent>,
): Promise<number> {
  switch (counts) {
    case 'BY_MESSAGES': {
      const asked = { ...modelFields, messages, add_generation_prompt: true };
      return countOf((await connection.json('/tokenize', asked, signal)) as { count?: unknown } | null);
    }
    case 'BY_TEMPLATE': {
      const { prompt } = ((await connection.json('/apply-template', { messages }, signal)) ?? {}) as {
        prompt?: unknown;
      };
      if (typeof prompt !== 'string') throw new EngineError('BROKEN', 'the inference server applied no template');
      // As it tokenizes the prompt of a chat: with the mark of the beginning where the model has one, and the template's markers as such.
      const asked = { content: prompt, add_special: true, parse_special: true };
      const { tokens } = ((await connection.json('/tokenize', asked, signal)) ?? {}) as { tokens?: unknown };
      return countOf({ count: Array.isArray(tokens) ? tokens.length : undefined });
    }
    case 'BY_ASKING': {
      // Its prompt is then in the server's cache, where the answer to come needs it.
      for await (const event of chat({ messages, maxTokens: 1, temperature: 0, seed: 0, affinity: 'count', signal })) {
        if (event.type === 'final') return countOf({ count: event.usage?.promptTokens });
      }
      return countOf(null);
    }
  }
}

function countOf(counted: { count?: unknown } | null): number {
  const count = counted?.count;
  if (!Number.isInteger(count) || (count as number) < 0) {
    throw new EngineError('BROKEN', 'the inference server did not count the tokens');
  }
  return count as number;
}
