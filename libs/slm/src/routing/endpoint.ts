import { EngineError, type EngineClient, type EngineHealth, type ModelRef } from '../chat-model.js';
import { Breaker } from './breaker.js';
import { SlotLimit } from './slot-limit.js';

/** Where an engine is reached, as it is registered. */
export interface EndpointAddress {
  readonly name: string;
  readonly lane: string;
  /** Most requests at once. */
  slots: number;
}

const WARM_MS = 600_000;
const MOST_WARM = 8;
const LONGEST_BLOCK_MS = 60_000;

/** One endpoint: what it may be given now, by what came of what it was given. Times are milliseconds of one clock. */
export class Endpoint {
  readonly breaker: Breaker;
  readonly limit: SlotLimit;
  inFlight = 0;
  /** Takes nothing more: it is no longer registered. */
  retired = false;
  /** What it said of itself last; null where it did not. */
  said: EngineHealth | null = null;
  private blockedUntil = 0;
  /** Names that it said it serves; null before it said any. */
  private serves: ReadonlySet<string> | null = null;
  /** Adapters by when each was used last, the latest at the end. */
  private readonly adapters = new Map<string, number>();

  constructor(
    readonly address: EndpointAddress,
    readonly client: EngineClient,
    firstTextTargetMs: number,
    lot: () => number,
  ) {
    this.breaker = new Breaker(lot);
    this.limit = new SlotLimit(address.slots, firstTextTargetMs);
  }

  get name(): string {
    return this.address.name;
  }

  /** Requests at once that it may have now, those under way included. */
  capacity(now: number): number {
    if (this.retired || this.breaker.state === 'OPEN' || now < this.blockedUntil) return 0;
    return this.breaker.state === 'HALF_OPEN' ? 1 : this.limit.value;
  }

  /** When it may have something again after it asked for a pause; in the past when it did not. */
  get opensAgainAt(): number {
    return this.blockedUntil;
  }

  canServe(model: ModelRef): boolean {
    if (this.retired || this.address.lane !== model.lane || this.client.kind !== model.kind) return false;
    return this.serves === null || this.serves.has(model.adapterName ?? model.servedName);
  }

  isWarm(adapter: string | null, now: number): boolean {
    return adapter !== null && now - (this.adapters.get(adapter) ?? Number.NEGATIVE_INFINITY) < WARM_MS;
  }

  uses(adapter: string | null, now: number): void {
    if (adapter === null) return;
    this.adapters.delete(adapter);
    this.adapters.set(adapter, now);
    const [oldest] = this.adapters.keys();
    if (this.adapters.size > MOST_WARM) this.adapters.delete(oldest!);
  }

  /** @returns whether it should be asked how it is */
  met(error: EngineError, startedAt: number, now: number): boolean {
    const { code, details } = error;
    if (code === 'REJECTED') return false;
    // Without a cause the engine itself answered that it is full.
    if (code === 'UNAVAILABLE' && details.cause !== undefined) {
      this.breaker.gone(now);
      return false;
    }
    if (code === 'UNAVAILABLE') {
      this.limit.full(startedAt, now);
      if (details.retryAfterMs !== undefined) {
        this.blockedUntil = now + Math.min(details.retryAfterMs, LONGEST_BLOCK_MS);
        return false;
      }
    }
    this.breaker.failed(now);
    return true;
  }

  /** It was asked how it is; null when it did not say. */
  told(health: EngineHealth | null, now: number): void {
    this.said = health;
    if (!health?.ready) return this.breaker.unhealthy(now);
    if (health.serves.length > 0) this.serves = new Set(health.serves);
    this.breaker.healthy();
  }
}
