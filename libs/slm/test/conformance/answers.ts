import { ChatEvent } from '../../src/index.js';

export type FinalEvent = Extract<ChatEvent, { type: 'final' }>;

export interface Answer {
  pieces: string[];
  final: FinalEvent;
}

/** Reads an answer to its end. @throws Error when it has no final message, or goes on after it */
export async function answerOf(events: AsyncIterable<ChatEvent>): Promise<Answer> {
  const pieces: string[] = [];
  let final: FinalEvent | undefined;
  for await (const event of events) {
    if (final) throw new Error(`a message of type ${event.type} after the final one`);
    if (event.type === 'text') pieces.push(event.text);
    else final = event;
  }
  if (!final) throw new Error('the answer ended without a final message');
  return { pieces, final };
}

/** Three characters of the second half of a text that come nowhere before it. @throws Error when there are none */
export function middleOf(text: string): string {
  for (let at = Math.floor(text.length / 2); at + 3 <= text.length; at++) {
    const piece = text.slice(at, at + 3);
    if (text.indexOf(piece) === at && piece.trim() === piece) return piece;
  }
  throw new Error('the answer is too short to be stopped in its middle');
}

/** What the work throws; null when it does not. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}
