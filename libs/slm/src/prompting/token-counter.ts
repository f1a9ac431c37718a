import { createHash } from 'node:crypto';
import { ChatMessage, ChatModel } from '../chat-model.js';
import { BoundedMap } from '#platform';

const counted = new BoundedMap<number>(4096);

/** SHA-256 of the messages, hex: what a turn is stored with to show what was asked. */
export function messagesDigest(messages: readonly ChatMessage[]): string {
  const plain = messages.map(({ role, content }) => [role, content]);
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex');
}

export type TokenCounter = (messages: readonly ChatMessage[]) => Promise<number>;

/**
 * Counts by the model's own tokenizer and template, and asks it only once for the same messages.
 * @throws EngineError; an abort throws the signal's reason
 */
export function tokenCounter(model: ChatModel, signal: AbortSignal): TokenCounter {
  // What is counted depends on these two alone, so that model versions which share them share the counts.
  const { tokenizerDigest, templateDigest } = model.ref;
  return async (messages) => {
    const key = `${tokenizerDigest} ${templateDigest} ${messagesDigest(messages)}`;
    const known = counted.get(key);
    if (known !== undefined) return known;
    const tokens = await model.countTokens(messages, signal);
    counted.set(key, tokens);
    return tokens;
  };
}
