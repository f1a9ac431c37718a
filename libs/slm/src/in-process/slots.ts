import { EngineError } from '../chat-model.js';

/** Most that may wait; whoever sends more than an engine's slots has other places to send it. */
const MOST_WAITING = 64;

/** Lets so many work at once, the others in the order in which they came. */
export class Slots {
  private busy = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly most: number) {}

  get running(): number {
    return this.busy;
  }

  get waiting(): number {
    return this.queue.length;
  }

  /**
   * @returns gives the slot back, once
   * @throws EngineError UNAVAILABLE when too many wait; an abort throws the signal's reason
   */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.busy < this.most) this.busy++;
    else await this.turn(signal);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      // A slot passes from hand to hand, so that nobody can come in between.
      const next = this.queue.shift();
      if (next) next();
      else this.busy--;
    };
  }

  private turn(signal: AbortSignal): Promise<void> {
    if (this.queue.length >= MOST_WAITING) {
      throw new EngineError('UNAVAILABLE', `${this.queue.length} requests wait already`);
    }
    return new Promise((resolve, reject) => {
      const take = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.queue.splice(this.queue.indexOf(take), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.queue.push(take);
    });
  }
}
