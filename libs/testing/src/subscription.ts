import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { GraphqlAnswer, GraphqlFailure } from './graphql-answer.js';
import { until } from './until.js';

/** Longer than a first event takes on a busy machine. */
const QUIET_MS = 3_000;

/** How a subscription came to its end. */
export interface SubscriptionEnd {
  /** What the server said of the subscription; null when it completed, or the socket closed. */
  errors: readonly GraphqlFailure[] | null;
  /** Why the socket closed; null while it stands. */
  closed: { code: number; reason: string } | null;
}

/** One subscription over a socket of its own, spoken by the stock client graphql-ws. It does not connect again. */
export class WatchedSubscription {
  readonly events: GraphqlAnswer[] = [];
  end: SubscriptionEnd | null = null;
  private readonly client: Client;
  private readonly unsubscribe: () => void;

  constructor(url: string, accessToken: string | null, document: string, variables: Record<string, unknown>) {
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      connectionParams: accessToken === null ? {} : { Authorization: `Bearer ${accessToken}` },
    });
    this.unsubscribe = this.client.subscribe<Record<string, unknown>>(
      { query: document, variables },
      {
        next: (event) => void this.events.push(event as GraphqlAnswer),
        error: (error) => this.endWith(error),
        complete: () => void (this.end ??= { errors: null, closed: null }),
      },
    );
  }

  /** Waits for so many events. @throws Error when they do not come, or the subscription ends before */
  async first(count: number): Promise<GraphqlAnswer[]> {
    return until(`event ${count} of a subscription`, async () => {
      if (this.events.length >= count) return this.events.slice(0, count);
      if (this.end)
        throw new Error(`the subscription ended after ${this.events.length} events: ${JSON.stringify(this.end)}`);
      return null;
    });
  }

  ended(): Promise<SubscriptionEnd> {
    return until('the end of a subscription', async () => this.end);
  }

  /**
   * What a subscriber is told first, as an answer like those over HTTP: an event, why there is none, or nothing when the
   * subscription has nothing to tell for a while.
   */
  async firstAnswer(): Promise<GraphqlAnswer> {
    const quietAt = Date.now() + QUIET_MS;
    await until('a first answer', async () =>
      this.events.length > 0 || this.end || Date.now() > quietAt ? true : null,
    );
    const [event] = this.events;
    if (event) return event;
    if (this.end?.errors) return { errors: [...this.end.errors] };
    const { closed } = this.end ?? {};
    if (!closed) return { data: null };
    const code = closed.code === 4401 ? 'UNAUTHENTICATED' : `CLOSED_${closed.code}`;
    return { errors: [{ message: closed.reason, extensions: { code } }] };
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await this.client.dispose();
  }

  private endWith(error: unknown): void {
    if (Array.isArray(error)) {
      this.end = { errors: error as GraphqlFailure[], closed: null };
      return;
    }
    const { code, reason } = error as { code?: number; reason?: string };
    this.end = { errors: null, closed: { code: code ?? 0, reason: reason ?? String(error) } };
  }
}
