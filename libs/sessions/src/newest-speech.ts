import type { SpokenSoFar } from './live-speech.js';

/**
 * What one viewer has yet to be shown of what is being said. Only the newest words are kept: a viewer who is slow skips, and is
 * never behind. Hints may come late, twice or from a worker that has lost the turn to another.
 */
export class NewestSpeech {
  private waiting: SpokenSoFar | null = null;
  private shown: SpokenSoFar | null = null;

  /** @returns whether there is something to show in it */
  hear(spoken: SpokenSoFar): boolean {
    if (this.shown && !follows(spoken, this.shown)) return false;
    if (this.waiting && !follows(spoken, this.waiting)) return false;
    this.waiting = spoken;
    return true;
  }

  /** The turn whose words wait to be shown; null when nothing waits. */
  get turn(): number | null {
    return this.waiting?.turn ?? null;
  }

  /** What there is to show after the turn `last`, once: words of a turn that is stored are never shown again. */
  take(last: number): SpokenSoFar | null {
    if (this.waiting && this.waiting.turn <= last) this.waiting = null;
    if (this.waiting?.turn !== last + 1) return null;
    this.shown = this.waiting;
    this.waiting = null;
    return this.shown;
  }
}

/** Whether `next` says more than `before`: a later turn, a later attempt at it, or more words of the same. */
function follows(next: SpokenSoFar, before: SpokenSoFar): boolean {
  if (next.turn !== before.turn) return next.turn > before.turn;
  if (next.attempt !== before.attempt) return next.attempt > before.attempt;
  return next.text.length > before.text.length;
}
