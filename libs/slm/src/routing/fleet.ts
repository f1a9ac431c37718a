import type { Logger } from '#platform';
import {
  EngineError,
  type ChatEvent,
  type ChatMessage,
  type ChatModel,
  type ChatRequest,
  type EngineClient,
  type ModelRef,
} from '../chat-model.js';
import { Endpoint, type EndpointAddress } from './endpoint.js';
import { FleetLane } from './fleet-lane.js';
import { countRequest, countRetry, countTokens, observeEndpoints, observeFirstText } from './fleet-metrics.js';
import { HealthWatch } from './health-watch.js';
import { placeOf } from './rendezvous.js';
import { RetryBudget } from './retry-budget.js';
import { WaitingLine } from './waiting-line.js';

export interface FleetOptions {
  logger: Logger;
  /** Those that this process serves. */
  lanes: readonly string[];
  /** Milliseconds; first words later than this make the fleet give an engine less at once. */
  firstTextTargetMs: number;
  /** Milliseconds from one question for an engine's health to the next while it is well; 15,000 when left out. */
  healthEveryMs?: number;
  /** Milliseconds that a request waits for a free slot; 10,000 when left out. */
  patienceMs?: number;
  /** Milliseconds without any engine after which nobody waits for one; 15,000 when left out. */
  graceMs?: number;
  /** A steady clock of milliseconds, and chance from 0 to 1; those of the process when left out. */
  now?: () => number;
  lot?: () => number;
}

/** Of one request, the first included. */
const MOST_TRIES = 3;
const PAUSE_MS = 100;

interface Member {
  endpoint: Endpoint;
  watch: HealthWatch;
}

/** The engines of this process's lanes: chooses among them, and never gives one more at once than its slots. */
export class Fleet {
  private readonly members = new Map<string, Member>();
  private readonly laneOf: ReadonlyMap<string, FleetLane>;
  private readonly budgets = new Map<string, RetryBudget>();
  private readonly line: WaitingLine;
  private readonly now: () => number;
  private readonly forgetMetrics: () => void;
  private readonly closings = new Set<Promise<void>>();

  constructor(private readonly options: FleetOptions) {
    this.now = options.now ?? (() => performance.now());
    const lane = (name: string): FleetLane =>
      new FleetLane(name, () => this.endpoints(), this.now, options.graceMs ?? 15_000);
    this.laneOf = new Map(options.lanes.map((name) => [name, lane(name)]));
    this.line = new WaitingLine(() => this.endpoints(), this.now, options.patienceMs ?? 10_000);
    this.forgetMetrics = observeEndpoints(() => this.endpoints(), this.now);
  }

  endpoints(): Endpoint[] {
    return [...this.members.values()].map(({ endpoint }) => endpoint);
  }

  /** Adds an endpoint, which takes requests once it has said that it is well. @returns a promise kept once it was asked */
  add(address: EndpointAddress, client: EngineClient): Promise<void> {
    const { firstTextTargetMs, logger, healthEveryMs: everyMs = 15_000, lot = Math.random } = this.options;
    const endpoint = new Endpoint(address, client, firstTextTargetMs, lot);
    const watch = new HealthWatch(endpoint, { everyMs, now: this.now, logger }, () => this.changed());
    this.members.set(address.name, { endpoint, watch });
    return watch.ask();
  }

  /** Gives an endpoint another number of slots; what runs goes on. */
  resize(name: string, slots: number): void {
    const member = this.members.get(name);
    if (!member) return;
    member.endpoint.address.slots = slots;
    member.endpoint.limit.register(slots);
    this.changed();
  }

  /** Gives an endpoint nothing more, and closes it once what runs there has ended. */
  remove(name: string): void {
    const member = this.members.get(name);
    if (!member) return;
    member.endpoint.retired = true;
    this.members.delete(name);
    this.closeIfIdle(member.endpoint);
    void member.watch.stop();
    this.changed();
  }

  /** As a worker serves them. */
  lanes(): FleetLane[] {
    return [...this.laneOf.values()];
  }

  /** Whether an engine of the model's lane is registered for this process, well or not. */
  knows({ lane }: ModelRef): boolean {
    return (this.laneOf.get(lane)?.members().length ?? 0) > 0;
  }

  /** The model wherever it is served: each request goes to an endpoint of its lane. */
  model(ref: ModelRef): ChatModel {
    return {
      ref,
      chat: (request) => this.chat(ref, request),
      countTokens: (messages, signal) => this.countTokens(ref, messages, signal),
    };
  }

  /** Gives nothing more to anybody, and closes every endpoint. What runs must have ended. */
  async stop(): Promise<void> {
    for (const name of [...this.members.keys()]) this.remove(name);
    this.forgetMetrics();
    await Promise.all(this.closings);
  }

  private changed(): void {
    this.line.serve();
    for (const lane of this.laneOf.values()) lane.changed();
  }

  /** Tries elsewhere, or again, what failed before its first words: a second answer to what was half said would be another turn. */
  private async *chat(ref: ModelRef, request: ChatRequest): AsyncGenerator<ChatEvent> {
    if (!this.knows(ref) || this.laneOf.get(ref.lane)?.isForsaken())
      throw new EngineError('UNAVAILABLE', `this process reaches no engine of lane ${ref.lane}`);
    const budget = this.budgets.get(ref.lane) ?? new RetryBudget();
    this.budgets.set(ref.lane, budget);
    budget.request();
    const avoid = new Set<Endpoint>();
    for (let tries = 1; ; tries += 1) {
      const { affinity, signal } = request;
      const endpoint = await this.line.take({ model: ref, affinity, signal, avoid });
      try {
        return yield* this.ask(endpoint, ref, request);
      } catch (error) {
        if (!mayBeRepeated(error) || signal.aborted || tries === MOST_TRIES) throw error;
        const allowed = budget.spend();
        countRetry(ref.lane, allowed ? 'made' : 'refused');
        if (!allowed) throw error;
        avoid.add(endpoint);
      }
      if (!this.hasOther(ref, avoid))
        await pause(PAUSE_MS * tries * (0.5 + (this.options.lot ?? Math.random)()), signal);
    }
  }

  private async *ask(endpoint: Endpoint, ref: ModelRef, request: ChatRequest): AsyncGenerator<ChatEvent> {
    const startedAt = this.now();
    let spoke = false;
    let outcome: Parameters<typeof countRequest>[1] = 'aborted';
    endpoint.uses(ref.adapterName, startedAt);
    try {
      for await (const event of endpoint.client.chat(ref, request)) {
        if (!spoke) {
          spoke = true;
          this.hasSpoken(endpoint, startedAt);
        }
        if (event.type === 'final') {
          outcome = 'answered';
          endpoint.breaker.succeeded();
          countTokens(endpoint.name, event.usage);
        }
        yield event;
      }
    } catch (error) {
      if (error instanceof EngineError && !request.signal.aborted) {
        outcome = error.code;
        this.hasFailed(endpoint, error, startedAt);
        if (spoke && !error.details.afterFirstText)
          throw new EngineError(error.code, error.message, { ...error.details, cause: error, afterFirstText: true });
      }
      throw error;
    } finally {
      countRequest(endpoint.name, outcome);
      endpoint.inFlight -= 1;
      if (endpoint.retired) this.closeIfIdle(endpoint);
      this.changed();
    }
  }

  private hasSpoken(endpoint: Endpoint, startedAt: number): void {
    const now = this.now();
    endpoint.limit.answered(now - startedAt, startedAt, now);
    observeFirstText(endpoint.name, now - startedAt);
  }

  private hasFailed(endpoint: Endpoint, error: EngineError, startedAt: number): void {
    const now = this.now();
    const suspect = endpoint.met(error, startedAt, now);
    const watch = this.members.get(endpoint.name)?.watch;
    if (suspect) void watch?.ask();
    else watch?.plan();
    // Nothing else would say that its pause is over.
    const pausedMs = endpoint.opensAgainAt - now;
    if (pausedMs > 0) setTimeout(() => this.changed(), pausedMs + 1).unref();
  }

  private async countTokens(ref: ModelRef, messages: readonly ChatMessage[], signal: AbortSignal): Promise<number> {
    // It takes no slot: servers count beside what they generate.
    const able = this.endpoints().filter((each) => each.canServe(ref) && each.breaker.state !== 'OPEN');
    const endpoint = placeOf(ref.versionId, able);
    if (!endpoint) throw new EngineError('UNAVAILABLE', `no engine of lane ${ref.lane} serves this model now`);
    return endpoint.client.countTokens(ref, messages, signal);
  }

  private hasOther(ref: ModelRef, than: ReadonlySet<Endpoint>): boolean {
    const now = this.now();
    return this.endpoints().some((each) => !than.has(each) && each.canServe(ref) && each.capacity(now) > each.inFlight);
  }

  private closeIfIdle(endpoint: Endpoint): void {
    if (endpoint.inFlight > 0) return;
    const closing = endpoint.client
      .close()
      .catch((error: unknown) => this.options.logger.warn({ err: error, engine: endpoint.name }, 'could not be closed'))
      .finally(() => this.closings.delete(closing));
    this.closings.add(closing);
  }
}

const mayBeRepeated = (error: unknown): boolean =>
  error instanceof EngineError && error.code !== 'REJECTED' && !error.details.afterFirstText;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', aborted);
      resolve();
    }, ms);
    signal.addEventListener('abort', aborted, { once: true });
  });
}
