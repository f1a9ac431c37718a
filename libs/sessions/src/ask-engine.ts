import { inSpan } from '#platform';
import type { PersonaEngine, PlayInput, PlayMessage } from '#slm';
import { measureEngine } from './turn-metrics.js';

export type FinalMessage = Extract<PlayMessage, { type: 'final' }>;

/**
 * Has an engine play one whole turn, measured and traced; the pieces before the final message are for live viewers.
 * @throws what the engine throws, and an Error when it ends without a final message
 */
export async function askEngine(engine: PersonaEngine, input: PlayInput): Promise<FinalMessage> {
  const options = { kind: 'client', attributes: { 'parley.engine.kind': engine.kind } } as const;
  return inSpan('engine play', options, () => measureEngine(engine.kind, () => finalOf(engine.play(input))));
}

async function finalOf(messages: AsyncIterable<PlayMessage>): Promise<FinalMessage> {
  for await (const message of messages) if (message.type === 'final') return message;
  throw new Error('the engine ended without a final message');
}
