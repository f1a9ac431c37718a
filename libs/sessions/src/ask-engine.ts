import { inSpan } from '#platform';
import type { PersonaEngine, PlayInput, PlayMessage } from '#slm';
import { measureEngine } from './turn-metrics.js';

export type FinalMessage = Extract<PlayMessage, { type: 'final' }>;
export type TextMessage = Extract<PlayMessage, { type: 'text' }>;

/**
 * Has an engine play one whole turn, measured and traced.
 * @param hear is given each piece as it comes; an exception of its own ends the turn
 * @throws what the engine throws, and an Error when it ends without a final message
 */
export async function askEngine(
  engine: PersonaEngine,
  input: PlayInput,
  hear: (piece: TextMessage) => void = () => undefined,
): Promise<FinalMessage> {
  const options = { kind: 'client', attributes: { 'parley.engine.kind': engine.kind } } as const;
  return inSpan('engine play', options, () => measureEngine(engine.kind, () => finalOf(engine.play(input), hear)));
}

async function finalOf(
  messages: AsyncIterable<PlayMessage>,
  hear: (piece: TextMessage) => void,
): Promise<FinalMessage> {
  for await (const message of messages) {
    if (message.type === 'final') return message;
    hear(message);
  }
  throw new Error('the engine ended without a final message');
}
