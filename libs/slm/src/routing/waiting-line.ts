import { EngineError, type ModelRef } from '../chat-model.js';
import { chooseEndpoint } from './choose-endpoint.js';
import type { Endpoint } from './endpoint.js';

/** A request that looks for an endpoint. */
export interface Wanting {
  model: ModelRef;
  affinity: string;
  signal: AbortSignal;
  /** Not these while there is another. */
  avoid: ReadonlySet<Endpoint>;
}

interface Waiting {
  wanting: Wanting;
  got: (endpoint: Endpoint) => void;
}

/**
 * Gives requests an endpoint with a free slot, and lets those wait that find none, first come first served. Workers take no more tasks than
 * there are slots, so somebody waits only where slots went away meanwhile.
 */
export class WaitingLine {
  private readonly waiting: Waiting[] = [];

  constructor(
    private readonly endpoints: () => readonly Endpoint[],
    private readonly now: () => number,
    private readonly patienceMs: number,
  ) {}

  /**
   * The endpoint, with one more in flight: whoever gets it gives that back.
   * @throws EngineError UNAVAILABLE when none was free in time; the signal's reason on abort
   */
  async take(wanting: Wanting): Promise<Endpoint> {
    wanting.signal.throwIfAborted();
    const endpoint = this.choose(wanting);
    if (endpoint) return taken(endpoint);
    return new Promise<Endpoint>((resolve, reject) => {
      const leave = (why: unknown): void => {
        end();
        this.waiting.splice(this.waiting.indexOf(one), 1);
        reject(why as Error);
      };
      const aborted = (): void => leave(wanting.signal.reason);
      const timer = setTimeout(() => {
        leave(new EngineError('UNAVAILABLE', `no engine of lane ${wanting.model.lane} had a free slot in time`));
      }, this.patienceMs);
      const end = (): void => {
        clearTimeout(timer);
        wanting.signal.removeEventListener('abort', aborted);
      };
      const one = {
        wanting,
        got: (found: Endpoint) => {
          end();
          resolve(found);
        },
      };
      wanting.signal.addEventListener('abort', aborted);
      this.waiting.push(one);
    });
  }

  /** Looks again for everybody who waits: something may have come free. */
  serve(): void {
    for (const one of [...this.waiting]) {
      const endpoint = this.choose(one.wanting);
      if (!endpoint) continue;
      this.waiting.splice(this.waiting.indexOf(one), 1);
      one.got(taken(endpoint));
    }
  }

  private choose({ model, affinity, avoid }: Wanting): Endpoint | undefined {
    const now = this.now();
    const able = this.endpoints().filter((each) => each.canServe(model) && each.capacity(now) > 0);
    const others = able.filter((each) => !avoid.has(each));
    const candidates = (others.length > 0 ? others : able).map((endpoint) => ({
      endpoint,
      name: endpoint.name,
      inFlight: endpoint.inFlight,
      free: endpoint.capacity(now) - endpoint.inFlight,
      warm: endpoint.isWarm(model.adapterName, now),
    }));
    return chooseEndpoint(affinity, candidates)?.endpoint;
  }
}

const taken = (endpoint: Endpoint): Endpoint => {
  endpoint.inFlight += 1;
  return endpoint;
};
