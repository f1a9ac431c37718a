import type { Logger } from '#platform';
import { EngineError, type EngineHealth } from '../chat-model.js';
import type { Endpoint } from './endpoint.js';

const PATIENCE_MS = 5_000;

/** Asks an endpoint how it is: now and then while it is well, as the breaker says while it is not, and at once on suspicion. */
export class HealthWatch {
  private timer: NodeJS.Timeout | null = null;
  private asking: Promise<void> | null = null;
  private readonly stopped = new AbortController();

  constructor(
    private readonly endpoint: Endpoint,
    private readonly options: { everyMs: number; now: () => number; logger: Logger },
    /** What the endpoint may be given may have changed. */
    private readonly changed: () => void,
  ) {}

  /** @returns a promise that is kept once the endpoint has said how it is, or has not */
  ask(): Promise<void> {
    if (this.stopped.signal.aborted) return Promise.resolve();
    return (this.asking ??= this.askNow().finally(() => {
      this.asking = null;
      this.plan();
    }));
  }

  /** Sets the time of the next question by the state of the breaker. */
  plan(): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.stopped.signal.aborted || this.asking) return;
    const { breaker } = this.endpoint;
    const wait = breaker.state === 'OPEN' ? breaker.askHealthAt - this.options.now() : this.options.everyMs;
    this.timer = setTimeout(() => void this.ask(), Math.max(0, wait));
    // A process whose work is done does not stay for this.
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped.abort(new Error('this engine is no longer asked'));
    if (this.timer) clearTimeout(this.timer);
    await this.asking;
  }

  private async askNow(): Promise<void> {
    const { endpoint, options } = this;
    const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const before = endpoint.breaker.state;
    let health: EngineHealth | null = null;
    let failure: unknown = null;
    try {
      health = await endpoint.client.health(signal);
    } catch (error) {
      failure = error;
    }
    if (this.stopped.signal.aborted) return;
    const slow = !health && !(failure instanceof EngineError && failure.code !== 'TIMED_OUT');
    // One late answer of an engine that was well may be a busy moment.
    if (slow && before !== 'OPEN') endpoint.breaker.failed(options.now());
    else endpoint.told(health, options.now());
    const after = endpoint.breaker.state;
    if (before !== 'OPEN' && after === 'OPEN')
      options.logger.warn({ err: failure, engine: endpoint.name }, 'an engine takes no more for now');
    if (before === 'OPEN' && after !== 'OPEN') options.logger.info({ engine: endpoint.name }, 'an engine is ready');
    this.changed();
  }
}
