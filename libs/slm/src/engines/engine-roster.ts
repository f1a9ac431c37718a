import type { Logger } from '#platform';
import type { EngineClient } from '../chat-model.js';
import type { RegisteredEngine } from '../registry/engines.queries.js';
import type { Fleet } from '../routing/fleet.js';

const REFRESH_MS = 30_000;

export interface RosterOptions {
  fleet: Fleet;
  logger: Logger;
  /** The engines that are registered for this process's lanes now. */
  list: () => Promise<readonly RegisteredEngine[]>;
  open: (engine: RegisteredEngine) => Promise<EngineClient>;
  /** Milliseconds from one look to the next; 30,000 when left out. */
  refreshMs?: number;
}

/** Keeps a fleet to what is registered. An engine that changes or goes finishes what it works on. */
export class EngineRoster {
  private readonly known = new Map<string, RegisteredEngine>();
  private timer: NodeJS.Timeout | null = null;
  private refreshing: Promise<void> | null = null;
  private stopped = false;

  constructor(private readonly options: RosterOptions) {}

  /** Looks once, and then again and again. Never fails: what cannot be read or opened is logged, and tried again. */
  async start(): Promise<void> {
    await this.refresh();
    if (this.stopped) return;
    this.timer = setInterval(() => void this.refresh(), this.options.refreshMs ?? REFRESH_MS);
    this.timer.unref();
  }

  /** Looks now. */
  refresh(): Promise<void> {
    return (this.refreshing ??= this.refreshNow().finally(() => (this.refreshing = null)));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.refreshing;
    await this.options.fleet.stop();
  }

  private async refreshNow(): Promise<void> {
    let listed: readonly RegisteredEngine[];
    try {
      listed = await this.options.list();
    } catch (error) {
      this.options.logger.warn({ err: error }, 'the registered engines could not be read; those known are used');
      return;
    }
    if (this.stopped) return;
    const wanted = new Map(listed.map((engine) => [engine.name, engine]));
    for (const [name, engine] of this.known) {
      const now = wanted.get(name);
      if (now && isSamePlace(engine, now)) continue;
      this.known.delete(name);
      this.options.fleet.remove(name);
    }
    for (const engine of listed) await this.settle(engine);
  }

  private async settle(engine: RegisteredEngine): Promise<void> {
    const { fleet, logger, open } = this.options;
    const before = this.known.get(engine.name);
    if (before) {
      if (before.slots !== engine.slots) fleet.resize(engine.name, engine.slots);
    } else {
      try {
        const { name, lane, slots } = engine;
        const client = await open(engine);
        if (this.stopped) return await client.close();
        // Not waited for: one that does not answer must not keep the others.
        void fleet.add({ name, lane, slots }, client);
      } catch (error) {
        logger.error({ err: error, engine: engine.name }, 'an engine cannot be used');
        return;
      }
    }
    this.known.set(engine.name, engine);
  }
}

/** An engine of this process makes its slots when it opens. */
const isSamePlace = (a: RegisteredEngine, b: RegisteredEngine): boolean =>
  a.flavour === b.flavour &&
  a.url === b.url &&
  a.lane === b.lane &&
  (a.flavour !== 'IN_PROCESS' || a.slots === b.slots);
