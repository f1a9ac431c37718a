import type { Cast, Player } from './cast.js';
import { DemoError } from '../demo-error.js';
import type { PlayedSession } from './play-sessions.js';
import type { Training } from './prepare-training.js';
import type { Teller } from './teller.js';

const NODE = 'query N($id: ID!) { node(id: $id) { __typename } }';
const SESSION = 'query S($id: ID!) { session(id: $id) { state } }';
const SAY = `mutation Say($id: ID!) { say(input: {sessionId: $id, text: "hello", clientKey: "x"}) { turn { number } userErrors { code field message } } }`;
const GRADE = 'query G($id: ID!) { sessionGrade(sessionId: $id) { state } }';

/** Chapter 10: the other agency and another trainee get for all of it what they get for things that do not exist. */
export async function askAsStrangers(
  tell: Teller,
  cast: Cast,
  training: Training,
  sessions: readonly PlayedSession[],
): Promise<void> {
  tell.chapter('Strangers ask for all of it');
  const session = sessions[0]?.id ?? '';
  const things: [string, string, string][] = [
    ['the session', SESSION, session],
    ['a turn into it', SAY, session],
    ['its grade', GRADE, session],
    ['the assignment', NODE, training.assignmentIds[0] ?? ''],
    ['the trainee', NODE, cast.riverbend.trainees[0]?.id ?? ''],
    ['the cohort', NODE, training.cohortId],
    ['the scenario version', NODE, training.scenarioVersionId],
  ];
  const strangers: [string, Player, number][] = [
    [`${cast.harlow.name}, admin`, cast.harlow.admin, things.length],
    [`${cast.harlow.name}, trainee`, cast.harlow.trainees[0] as Player, things.length],
    // What the agency's own trainees share, such as the cohort, is not hidden from each other.
    [`${cast.riverbend.name}, another trainee`, cast.riverbend.trainees[1] as Player, 5],
  ];
  const rows: string[][] = [];
  for (const [who, stranger, count] of strangers) {
    for (const [what, query, id] of things.slice(0, count)) {
      const foreign = await stranger.api.refusal(query, { id });
      const missing = await stranger.api.refusal(query, { id: unusedIdLike(id) });
      if (foreign !== missing)
        throw new DemoError(`${who} can tell ${what} from what does not exist: ${foreign} / ${missing}`);
      rows.push([who, what, foreign]);
    }
  }
  tell.table(['who asks', 'for', 'answer, the same as for what does not exist'], rows);
}

/** A well-formed id of the same type that names nothing. */
function unusedIdLike(id: string): string {
  const [type] = Buffer.from(id, 'base64url').toString('utf8').split(':');
  return Buffer.from(`${type}:00000000-0000-7000-8000-000000000000`, 'utf8').toString('base64url');
}
