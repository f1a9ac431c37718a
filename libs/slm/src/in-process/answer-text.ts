/**
 * Turns an answer that grows into pieces that are never taken back: holds what may be the beginning of a stop string, and half of a
 * character.
 */
export class AnswerText {
  /** What has been given out. */
  text = '';
  /** A stop string has come; the answer ends before it. */
  stopped = false;
  private held = '';

  constructor(private readonly stops: readonly string[]) {}

  /** @returns the next piece, maybe empty */
  add(more: string): string {
    if (this.stopped) return '';
    this.held += more;
    const found = this.stops.map((stop) => this.held.indexOf(stop)).filter((at) => at >= 0);
    if (found.length > 0) {
      this.stopped = true;
      return this.give(Math.min(...found));
    }
    const longest = Math.max(0, ...this.stops.map((stop) => overlap(this.held, stop)));
    return this.give(this.held.length - longest);
  }

  /** The answer is over: what was held is part of it after all. */
  end(): string {
    return this.stopped ? '' : this.give(this.held.length);
  }

  private give(length: number): string {
    const piece = this.held.slice(0, length);
    this.held = this.held.slice(length);
    this.text += piece;
    return piece;
  }
}

/** How many characters at the end of the text a stop string begins with. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(stop.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(stop.slice(0, length))) return length;
  }
  return 0;
}

/** Tokens of a byte-level tokenizer may hold parts of a character: it is spelled out once all its bytes are there. */
export class TokenSpelling<T> {
  private pending: T[] = [];
  private last: T[] = [];
  /** Characters of the pending tokens that have been spelled out. */
  private spelled = 0;

  /** @param spell the text of tokens that follow others, with U+FFFD for what is no character */
  constructor(private readonly spell: (tokens: readonly T[], after: readonly T[]) => string) {}

  add(token: T): string {
    this.pending.push(token);
    const text = this.spell(this.pending, this.last);
    const whole = text.replace(/\ufffd+$/, '').length;
    // A character lacks three bytes at most: four that are none never become one.
    if (whole === text.length || text.length - whole >= 4) return this.taken(text);
    const piece = text.slice(this.spelled, whole);
    this.spelled = Math.max(this.spelled, whole);
    return piece;
  }

  end(): string {
    return this.pending.length === 0 ? '' : this.taken(this.spell(this.pending, this.last));
  }

  private taken(text: string): string {
    const piece = text.slice(this.spelled);
    this.last = [...this.last, ...this.pending].slice(-8);
    this.pending = [];
    this.spelled = 0;
    return piece;
  }
}
