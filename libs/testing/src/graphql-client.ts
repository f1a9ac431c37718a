import type { GraphqlAnswer } from './graphql-answer.js';
import { WatchedSubscription } from './subscription.js';

export type { GraphqlAnswer, GraphqlFailure } from './graphql-answer.js';

/** One caller of the public API, over HTTP as any client. */
export class GraphqlClient {
  constructor(
    private readonly url: string,
    private readonly accessToken: string | null,
  ) {}

  /** The answer as it came, whatever it says. */
  async ask(document: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.accessToken === null ? {} : { authorization: `Bearer ${this.accessToken}` }),
      },
      body: JSON.stringify({ query: document, variables }),
    });
    return (await response.json()) as GraphqlAnswer;
  }

  /**
   * The answer of the only root field.
   * @throws Error with the API's own words when it failed, with `userErrors` too
   */
  async done<T>(document: string, variables: Record<string, unknown> = {}): Promise<T> {
    const answer = await this.ask(document, variables);
    const [root] = Object.values(answer.data ?? {});
    const refused = (root as { userErrors?: unknown[] } | null | undefined)?.userErrors ?? [];
    if (answer.errors || refused.length > 0) {
      throw new Error(`${document.trim().split('\n')[0]}: ${JSON.stringify(answer.errors ?? refused)}`);
    }
    return root as T;
  }

  /** The answer to an operation of any kind; to a subscription the first that it is told. */
  async answerTo(document: string, variables: Record<string, unknown>): Promise<GraphqlAnswer> {
    if (!document.startsWith('subscription')) return this.ask(document, variables);
    const subscription = this.watch(document, variables);
    return subscription.firstAnswer().finally(() => subscription.stop());
  }

  /** Subscribes over a socket of its own. */
  watch(document: string, variables: Record<string, unknown> = {}): WatchedSubscription {
    return new WatchedSubscription(this.url, this.accessToken, document, variables);
  }
}
