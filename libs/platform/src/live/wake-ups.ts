/** Times to look again: when somebody said that there is news, and at least so often, because what they said may be lost. */
export interface WakeUps {
  /** Resolves at the next news, or those since the last call, or after the interval; false when it is over. */
  next(): Promise<boolean>;
  close(): void;
}

/**
 * @param lookAgainMs milliseconds between two looks at most, spread a little so that listeners of a restarted process do not all
 *   look at once
 */
export class LatchedWakeUps implements WakeUps {
  private news = false;
  private closed = false;
  private rouse: (() => void) | null = null;

  constructor(
    private readonly lookAgainMs: number,
    private readonly unsubscribe: () => void,
  ) {}

  /** News between two looks is one look: who looks reads all there is. */
  wake(): void {
    this.news = true;
    this.rouse?.();
  }

  async next(): Promise<boolean> {
    if (!this.news && !this.closed) await this.sleep();
    this.news = false;
    return !this.closed;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.unsubscribe();
    this.rouse?.();
  }

  private sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.rouse?.(), this.lookAgainMs * (0.8 + Math.random() * 0.2));
      this.rouse = () => {
        clearTimeout(timer);
        this.rouse = null;
        resolve();
      };
    });
  }
}
