import { placeOf, rank } from './rendezvous.js';

/** An endpoint that serves the model and takes requests, as the choice sees it. */
export interface Candidate {
  readonly name: string;
  /** Requests that it can take now, beside those under way. */
  readonly free: number;
  readonly inFlight: number;
  /** Whether it has used the adapter of the request lately, and so need not load it. */
  readonly warm: boolean;
}

/**
 * Where a request goes. Among endpoints that have its adapter at hand, while one of them is free, else among all: its own by its affinity, so
 * that it meets its prompt cache; where that is full, the one with fewest in flight.
 * @returns undefined when none is free
 */
export function chooseEndpoint<C extends Candidate>(affinity: string, candidates: readonly C[]): C | undefined {
  const warm = candidates.filter((each) => each.warm);
  const among = warm.some(({ free }) => free > 0) ? warm : candidates;
  const own = placeOf(affinity, among);
  if (!own || own.free > 0) return own;
  const free = among.filter((each) => each.free > 0);
  return free.sort(
    (a, b) => a.inFlight - b.inFlight || rank(affinity, b.name) - rank(affinity, a.name) || (a.name < b.name ? -1 : 1),
  )[0];
}
