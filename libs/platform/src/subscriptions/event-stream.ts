import { createSourceEventStream, execute, type ExecutionResult } from 'graphql';
import type { Actor } from '../actor/actor.js';
import type { TenantDb } from '../database/tenant-db.js';
import { assertDocumentAllowed } from '../graphql/document-scopes.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import type { Subscriber, SubscriptionContext } from './subscriber.js';
import type { SubscriptionOperation } from './subscription-document.js';

export interface EventStreamOptions {
  operation: SubscriptionOperation;
  requestId: string;
  /** @returns a new Actor of whoever holds the token, as they are now; throws when they are nobody */
  actorNow: (requestId: string) => Promise<Actor>;
  db: Pick<TenantDb, 'endOperation'>;
}

/**
 * The results of one subscription, an event at a time and only when the client has taken the one before. Each event is an
 * operation of its own: the token and the scopes are checked, and its actor, snapshot and loaders end with it.
 */
export class EventStream implements AsyncIterableIterator<ExecutionResult>, Subscriber {
  private readonly ending = new AbortController();
  private source: AsyncIterator<unknown> | null = null;
  private interrupt: ((error: unknown) => void) | null = null;
  private failure: { error: unknown } | null = null;

  constructor(private readonly options: EventStreamOptions) {}

  get ended(): AbortSignal {
    return this.ending.signal;
  }

  async now<T>(work: (actor: Actor) => Promise<T>): Promise<T> {
    const actor = await this.options.actorNow(this.options.requestId);
    this.assertAllowed(actor);
    try {
      return await work(actor);
    } finally {
      await this.options.db.endOperation(actor);
    }
  }

  /** Ends the stream with an error when its document is no longer the actor's to ask. */
  recheck(actor: Actor): void {
    try {
      this.assertAllowed(actor);
    } catch (error) {
      this.failure = { error };
      this.interrupt?.(error);
      this.end();
    }
  }

  async next(): Promise<IteratorResult<ExecutionResult>> {
    try {
      this.source ??= await this.open();
      const { source } = this;
      if (this.failure) throw this.failure.error;
      if (this.ended.aborted) return { done: true, value: undefined };
      const event = await new Promise<IteratorResult<unknown>>((resolve, reject) => {
        // A source waits for what may never happen; what ends the stream must not.
        this.interrupt = reject;
        source.next().then(resolve, reject);
      });
      if (event.done) {
        this.end();
        return { done: true, value: undefined };
      }
      return { done: false, value: await this.now((actor) => this.result(event.value, actor)) };
    } catch (error) {
      this.end();
      throw error;
    } finally {
      this.interrupt = null;
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @throws an Error whose `errors` say why there is no stream */
  private async open(): Promise<AsyncIterator<unknown>> {
    const { operation, requestId } = this.options;
    const source = await this.now((actor) => {
      const contextValue: SubscriptionContext = { actor, requestId, refusal: null, subscriber: this };
      return createSourceEventStream({ ...operation, contextValue });
    });
    if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
    throw Object.assign(new Error('the subscription could not start'), { errors: source.errors });
  }

  private async result(rootValue: unknown, actor: Actor): Promise<ExecutionResult> {
    const { operation, requestId } = this.options;
    const contextValue: GraphqlContext = { actor, requestId, refusal: null };
    return execute({ ...operation, rootValue, contextValue });
  }

  private assertAllowed(actor: Actor): void {
    const { schema, document, operationName } = this.options.operation;
    assertDocumentAllowed(schema, document, operationName, actor);
  }

  private end(): void {
    if (this.ended.aborted) return;
    this.ending.abort();
    // Not waited for: a generator that is in the middle of its work returns when that is done.
    void this.source?.return?.().catch(() => undefined);
  }
}
