import { randomUUID } from 'node:crypto';

/** Names this run of the monotonic clock: it starts again with each process. */
export const bootId = randomUUID();

/** Milliseconds since this run began: does not jump when the wall clock is set. */
export const monotonicMs = (): number => Math.round(performance.now());
