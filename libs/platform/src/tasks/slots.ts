/**
 * How many tasks of one lane a worker may run at once. Whoever waits for a slot gets it before anyone who only looks whether one is
 * free. Their number may change: slots that are in use are never taken away, only not given out again.
 */
export class Slots {
  private readonly waiting: (() => void)[] = [];
  private readonly watching: (() => void)[] = [];
  private taken = 0;

  constructor(private count: number) {}

  /** How many there are, whether in use or not. */
  get size(): number {
    return this.count;
  }

  get inUse(): number {
    return this.taken;
  }

  /** Below zero while more are in use than there are any more. */
  get free(): number {
    return this.count - this.taken;
  }

  resize(count: number): void {
    this.count = count;
    while (this.free > 0 && this.waiting.length > 0) this.handOn();
  }

  /** Waits for a slot, first come first served. */
  async take(): Promise<void> {
    if (this.tryTake()) return;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  tryTake(): boolean {
    if (this.free <= 0) return false;
    this.taken += 1;
    return true;
  }

  release(): void {
    this.taken -= 1;
    // The slot goes on to the next without being free in between.
    if (this.free > 0 && this.waiting.length > 0) return this.handOn();
    if (this.taken === 0) for (const idle of this.watching.splice(0)) idle();
  }

  /** Waits until nothing runs. */
  async idle(): Promise<void> {
    if (this.taken > 0) await new Promise<void>((resolve) => this.watching.push(resolve));
  }

  private handOn(): void {
    this.taken += 1;
    this.waiting.shift()!();
  }
}

/**
 * How many slots of a lane are kept for live turns: a quarter, at least one where there are two or more. What is less urgent takes a slot
 * only where at least this many stay free beside it.
 */
export const keptForLiveTurns = (slots: number): number => (slots < 2 ? 0 : Math.max(1, Math.floor(slots / 4)));
