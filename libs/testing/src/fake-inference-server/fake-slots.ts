import type { ChatBody } from './fake-options.js';

/** What a request came to. ABORTED: the client closed the connection before the answer was sent. */
export type FakeState = 'WAITING' | 'RUNNING' | 'FINISHED' | 'ABORTED';

/** A chat request as the fake saw it. */
export interface SeenRequest {
  number: number;
  body: ChatBody;
  headers: Record<string, string | string[] | undefined>;
  /** The connection it came on; those of a server are numbered from 1. */
  connection: number;
  mode: string;
  state: FakeState;
  tokensSent: number;
  /** Milliseconds since the server began: when it came, got its slot and ended. */
  cameAt: number;
  ranAt: number | null;
  endedAt: number | null;
}

/** Lets as many requests run as there are slots and keeps the others in the order in which they came. */
export class FakeSlots {
  readonly seen: SeenRequest[] = [];
  mostAtOnce = 0;
  /** By the request's `user`, which is the session. */
  readonly mostAtOnceOf: Record<string, number> = {};
  private readonly running = new Set<SeenRequest>();
  private readonly line: { request: SeenRequest; begin: () => void }[] = [];
  private count = 0;

  constructor(
    private readonly slots: number,
    private readonly remembers: number,
  ) {}

  get busy(): number {
    return this.running.size;
  }

  get waiting(): number {
    return this.line.length;
  }

  came(body: ChatBody, headers: SeenRequest['headers'], connection: number, mode: string): SeenRequest {
    const request: SeenRequest = {
      number: ++this.count,
      body,
      headers,
      connection,
      mode,
      state: 'WAITING',
      tokensSent: 0,
      cameAt: performance.now(),
      ranAt: null,
      endedAt: null,
    };
    this.seen.push(request);
    if (this.seen.length > this.remembers) this.seen.shift();
    return request;
  }

  /** Calls `begin` once a slot is free, at once when one is. */
  whenFree(request: SeenRequest, begin: () => void): void {
    this.line.push({ request, begin });
    this.next();
  }

  /** Frees the slot, or leaves the line. A second call for a request changes nothing. */
  ended(request: SeenRequest, state: 'FINISHED' | 'ABORTED'): void {
    if (request.endedAt !== null) return;
    request.state = state;
    request.endedAt = performance.now();
    const at = this.line.findIndex((one) => one.request === request);
    if (at >= 0) this.line.splice(at, 1);
    this.running.delete(request);
    this.next();
  }

  private next(): void {
    while (this.running.size < this.slots) {
      const first = this.line.shift();
      if (!first) return;
      first.request.state = 'RUNNING';
      first.request.ranAt = performance.now();
      this.running.add(first.request);
      this.mostAtOnce = Math.max(this.mostAtOnce, this.running.size);
      const session = first.request.body.user ?? '';
      const ofSession = [...this.running].filter(({ body }) => (body.user ?? '') === session).length;
      this.mostAtOnceOf[session] = Math.max(this.mostAtOnceOf[session] ?? 0, ofSession);
      first.begin();
    }
  }
}
