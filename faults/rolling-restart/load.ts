import { setTimeout as delay } from 'node:timers/promises';

const LIST = 'query { cohorts(first: 20) { nodes { id name } pageInfo { hasNextPage } } }';
const CREATE = `mutation ($input: CreateCohortInput!) {
  createCohort(input: $input) { cohort { id name } userErrors { code message } }
}`;

/** Longest pause of one client between two requests: bursts and lulls, so that kept-alive connections also grow idle. */
const LONGEST_PAUSE_MS = 120;

export interface Load {
  /** Ends it, and tells what became of it. */
  stop(): Promise<{ requests: number; failures: string[]; acknowledged: string[]; slowestMs: number }>;
}

/** Clients that ask and change all the time, none of which ever tries anything twice. */
export function startLoad({ url, accessToken, clients }: { url: string; accessToken: string; clients: number }): Load {
  const failures: string[] = [];
  const acknowledged: string[] = [];
  let [requests, slowestMs, running] = [0, 0, true];

  async function ask(query: string, variables: object): Promise<boolean> {
    requests += 1;
    const startedAt = performance.now();
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      const refused = response.status !== 200 || /"errors":|"userErrors":\[\{/.test(text);
      if (refused) throw new Error(`${response.status} ${text.slice(0, 200)}`);
      return true;
    } catch (error) {
      const { cause, message } = error as Error & { cause?: { code?: string } };
      failures.push(`after ${Math.round(performance.now() - startedAt)} ms: ${cause?.code ?? message}`);
      return false;
    } finally {
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    }
  }

  async function client(number: number): Promise<void> {
    for (let turn = 0; running; turn += 1) {
      const name = `Cohort ${number}-${turn}`;
      if (turn % 2 === 0) await ask(LIST, {});
      else if (await ask(CREATE, { input: { name, idempotencyKey: name } })) acknowledged.push(name);
      await delay(Math.random() * LONGEST_PAUSE_MS);
    }
  }
  const all = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return {
    stop: async () => {
      running = false;
      await all;
      return { requests, failures, acknowledged, slowestMs };
    },
  };
}
