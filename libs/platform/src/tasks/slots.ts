/** How many tasks a worker may run at once. Whoever waits for a slot gets it before anyone who only looks whether one is free. */
export class Slots {
  private readonly waiting: (() => void)[] = [];
  private readonly watching: (() => void)[] = [];
  private taken = 0;

  constructor(private readonly count: number) {}

  /** Waits for a slot, first come first served. */
  async take(): Promise<void> {
    if (this.tryTake()) return;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  tryTake(): boolean {
    if (this.taken >= this.count) return false;
    this.taken += 1;
    return true;
  }

  release(): void {
    const next = this.waiting.shift();
    // The slot goes on to the next without being free in between.
    if (next) return next();
    this.taken -= 1;
    if (this.taken === 0) for (const idle of this.watching.splice(0)) idle();
  }

  /** Waits until nothing runs. */
  async idle(): Promise<void> {
    if (this.taken > 0) await new Promise<void>((resolve) => this.watching.push(resolve));
  }
}
