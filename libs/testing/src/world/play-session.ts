import type { GraphqlClient } from '../graphql-client.js';
import { until } from '../until.js';

export interface PlayedTurn {
  id: string;
  number: number;
  speaker: string;
  text: string;
}

interface Session {
  id: string;
  state: string;
  turns: { nodes: PlayedTurn[] };
}

const SESSION = `query($id: ID!) { session(id: $id) { id state turns(first: 50) { nodes { id number speaker text } } } }`;

/** Says each line once the civilian has answered the one before. Needs a running worker. @returns the turns, all answered */
export async function playLines(
  trainee: GraphqlClient,
  sessionId: string,
  lines: readonly string[],
): Promise<PlayedTurn[]> {
  let turns: PlayedTurn[] = [];
  for (const [index, text] of lines.entries()) {
    await trainee.done(
      `mutation($input: SayInput!) { say(input: $input) { turn { id } userErrors { code field message } } }`,
      { input: { sessionId, text, clientKey: `line-${index}` } },
    );
    turns = await until(`the civilian's answer to "${text}"`, async () => {
      const session = await trainee.done<Session>(SESSION, { id: sessionId });
      return session.turns.nodes.length === 2 * (index + 1) ? session.turns.nodes : null;
    });
  }
  return turns;
}
