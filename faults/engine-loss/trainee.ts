import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { PlayingAgency } from './playing-agencies.js';

const START = `mutation ($input: StartPracticeInput!) {
  startPractice(input: $input) { session { id modelVersionId } userErrors { code message } }
}`;
const SAY = `mutation ($input: SayInput!) {
  say(input: $input) { turn { number } userErrors { code message } }
}`;
const LAST = `query ($id: ID!) { node(id: $id) { ... on ScenarioSession { state turns(first: 100) { nodes { number speaker } } } } }`;
const POLL_MS = 100;

/** Neither greets, asks, orders nor threatens: the session goes on. */
export const LINES = [
  'It is a cold evening out here.',
  'The lights on this road are new.',
  'There was rain this morning.',
  'That is a long way from town.',
  'We have had a quiet week.',
];

/** What somebody was told of one turn that they said. */
export interface Said {
  sessionId: string;
  clientKey: string;
  /** Of each answer to the same `say`, in the order in which they came. */
  numbers: number[];
}

/** A trainee who practises over the API. */
export class Trainee {
  constructor(
    private readonly url: string,
    private readonly accessToken: string,
    private readonly agency: PlayingAgency,
  ) {}

  /** @returns the global id of a new session, which a model plays */
  async start(): Promise<string> {
    const { scenarioVersionId, rubricVersionId } = this.agency;
    const input = { idempotencyKey: randomUUID(), scenarioVersionId, rubricVersionId };
    const { startPractice } = await this.ask<{
      startPractice: { session: { id: string; modelVersionId: string | null } };
    }>(START, { input });
    if (!startPractice.session.modelVersionId) throw new Error('no model plays this session');
    return startPractice.session.id;
  }

  /** Says it, and says it again `resends` times at once, as a client does that has lost the answer. */
  async say(sessionId: string, text: string, resends = 0): Promise<Said> {
    const clientKey = randomUUID();
    const once = async (): Promise<number> => {
      const { say } = await this.ask<{ say: { turn: { number: number } } }>(SAY, {
        input: { sessionId, text, clientKey },
      });
      return say.turn.number;
    };
    const numbers = await Promise.all(Array.from({ length: 1 + resends }, once));
    return { sessionId, clientKey, numbers };
  }

  /** @returns whether the session goes on, once its turn of this number is there or it has ended; null after `patienceMs` */
  async answered(sessionId: string, number: number, patienceMs: number): Promise<boolean | null> {
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      const { node } = await this.ask<{ node: { state: string; turns: { nodes: { number: number }[] } } }>(LAST, {
        id: sessionId,
      });
      if (node.state !== 'OPEN') return false;
      if (node.turns.nodes.some((turn) => turn.number >= number)) return true;
      await pause(POLL_MS);
    }
    return null;
  }

  private async ask<Data>(query: string, variables: object): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.accessToken}` },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    if (response.status !== 200 || /"errors":|"userErrors":\[\{/.test(text))
      throw new Error(`${response.status} ${text.slice(0, 300)}`);
    return (JSON.parse(text) as { data: Data }).data;
  }
}
