/** What a transport tells of. */
export interface LiveEvents {
  heard(name: string, text: string): void;
  /** Connected, at first or again: what was said before may have been missed. */
  connected(): void;
  /** The connection was lost, or could not be made; it is tried again. */
  lost(error: Error | null): void;
}

/** Carries hints from one process to the others, as they happen and no later. It never keeps one for who is away. */
export interface LiveTransport {
  /** Sends a hint. Never fails: without a connection, or with too many waiting, the hint is lost. */
  publish(name: string, text: string): void;
  /** Resolves once messages of this name are heard; without a connection at once, and they are heard when there is one. */
  listen(name: string): Promise<void>;
  unlisten(name: string): void;
  /** Sends what waits, then lets go of every connection. */
  stop(): Promise<void>;
}

/** Hints that wait for their turn, at most: a transport that hangs must not fill the memory. */
export const MOST_WAITING = 10_000;
/** Longer than this an answer is not waited for, in milliseconds. */
export const ANSWER_MS = 5_000;
const RETRY_MS = 250;
const LONGEST_RETRY_MS = 3_000;

/** Milliseconds until the next attempt to connect, different in each process: else all would come back at once. */
export const retryDelay = (attempt: number): number =>
  Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** Math.min(attempt, 10)) * (0.5 + Math.random() / 2);
