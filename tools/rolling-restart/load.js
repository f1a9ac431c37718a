import { setTimeout as delay } from 'node:timers/promises';

const LIST = 'query { cohorts(first: 20) { nodes { id name } pageInfo { hasNextPage } } }';
const CREATE = `mutation ($input: CreateCohortInput!) {
  createCohort(input: $input) { cohort { id name } userErrors { code message } }
}`;

/** Longest pause of one client between two requests, milliseconds: bursts and lulls, so that kept-alive connections also grow idle. */
const LONGEST_PAUSE_MS = 120;

/**
 * Clients that ask and change all the time, none of which ever tries anything twice.
 * @param {{ url: string, token: string, clients: number }} options
 */
export function startLoad({ url, token, clients }) {
  const failures = [];
  const acknowledged = [];
  let requests = 0;
  let slowestMs = 0;
  let running = true;

  async function ask(query, variables) {
    requests += 1;
    const startedAt = performance.now();
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      const { data, errors } = response.status === 200 ? JSON.parse(text) : { errors: text };
      const [root] = Object.values(data ?? {});
      if (errors || root?.userErrors?.length) throw new Error(`${response.status} ${text.slice(0, 200)}`);
      return root;
    } catch (error) {
      failures.push(`after ${Math.round(performance.now() - startedAt)} ms: ${error.cause?.code ?? error.message}`);
      return null;
    } finally {
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    }
  }

  async function client(number) {
    for (let turn = 0; running; turn += 1) {
      const name = `Cohort ${number}-${turn}`;
      if (turn % 2 === 0) await ask(LIST);
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
