import { EngineError } from '../chat-model.js';

/** Ends a request when its caller does, or when what is waited for does not come in time. */
export class Deadline {
  private readonly own = new AbortController();
  private readonly followCaller: () => void;
  private timer: NodeJS.Timeout | undefined;
  private looksAt = 0;
  private dueAt = Number.POSITIVE_INFINITY;
  private waitsFor = '';

  /** @throws the caller's reason when it has already ended */
  constructor(private readonly caller: AbortSignal) {
    caller.throwIfAborted();
    this.followCaller = () => this.own.abort(caller.reason);
    caller.addEventListener('abort', this.followCaller, { once: true });
  }

  /** Its reason is the caller's, or an EngineError TIMED_OUT. */
  get signal(): AbortSignal {
    return this.own.signal;
  }

  /** From now, `what` must come within so many milliseconds. Called for every word: a running timer is left to run and looks again. */
  within(ms: number, what: string): void {
    this.dueAt = performance.now() + ms;
    this.waitsFor = what;
    if (this.timer && this.looksAt <= this.dueAt) return;
    this.lookIn(ms);
  }

  /** Nothing is waited for: the reader is at work. */
  pause(): void {
    this.dueAt = Number.POSITIVE_INFINITY;
  }

  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pause();
    this.caller.removeEventListener('abort', this.followCaller);
  }

  private lookIn(ms: number): void {
    clearTimeout(this.timer);
    this.looksAt = performance.now() + ms;
    this.timer = setTimeout(this.look, ms);
  }

  private readonly look = (): void => {
    this.timer = undefined;
    if (this.dueAt === Number.POSITIVE_INFINITY) return;
    const left = this.dueAt - performance.now();
    if (left > 0) this.lookIn(Math.ceil(left));
    else this.own.abort(new EngineError('TIMED_OUT', `no ${this.waitsFor} in time`));
  };
}
