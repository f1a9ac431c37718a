import { fromGlobalId, oneTransaction } from '#platform';
import { inParley } from '../race/agencies.js';
import type { Said } from './trainee.js';

interface StoredTurn {
  sessionId: string;
  state: string;
  number: number;
  speaker: string;
  engine: string | null;
}

export interface Verdict {
  problems: string[];
  /** Turns in which the scripted player had to speak instead of the model. */
  engineLess: number;
}

/** Compares what trainees were told with what is stored: nothing lost, nothing twice, each turn answered by one. */
export async function storedWrongly(superuserUrl: string, said: readonly Said[]): Promise<Verdict> {
  const problems: string[] = [];
  const { turns, tasks } = await oneTransaction(inParley(superuserUrl), 'parley-verdict', async (tx) => ({
    turns: await tx.query<StoredTurn>(
      `select t.session_id as "sessionId", s.state, t.number, t.speaker, t.provenance ->> 'engine' as engine
       from turns t join scenario_sessions s on s.agency_id = t.agency_id and s.id = t.session_id
       order by t.session_id, t.number, t.id`,
    ),
    tasks: await tx.query<{ state: string; count: number }>(
      `select state, count(*)::int as count from tasks where name = 'play-turn' group by state`,
    ),
  }));
  for (const { state, count } of tasks) problems.push(`${count} tasks of turns are left, ${state}`);
  const bySession = new Map<string, StoredTurn[]>();
  for (const turn of turns) bySession.set(turn.sessionId, [...(bySession.get(turn.sessionId) ?? []), turn]);
  for (const [sessionId, all] of bySession) problems.push(...wrongIn(sessionId, all));
  for (const { sessionId, numbers } of said) {
    const [number] = numbers;
    if (new Set(numbers).size > 1) problems.push(`one turn, sent again, was given the numbers ${numbers.join(', ')}`);
    const stored = bySession.get(fromGlobalId('ScenarioSession', sessionId, 'id')) ?? [];
    const times = stored.filter((turn) => turn.number === number && turn.speaker === 'OFFICER').length;
    if (times !== 1) problems.push(`turn ${number} was acknowledged and is stored ${times} times`);
  }
  const saidStored = turns.filter(({ speaker }) => speaker === 'OFFICER').length;
  if (saidStored !== said.length) problems.push(`${said.length} turns were said, ${saidStored} are stored`);
  return { problems, engineLess: turns.filter(({ engine }) => engine === 'SCRIPTED').length };
}

/** Officer and civilian by turns, numbered without a gap; the last word is the civilian's. */
function wrongIn(sessionId: string, turns: readonly StoredTurn[]): string[] {
  const wrong = turns.filter(
    ({ number, speaker }, index) => number !== index + 1 || speaker !== (index % 2 === 0 ? 'OFFICER' : 'CIVILIAN'),
  );
  const problems = wrong.map(({ number, speaker }) => `session ${sessionId}: turn ${number} is a wrong ${speaker}`);
  if (turns.at(-1)?.speaker === 'OFFICER' && turns.at(-1)?.state === 'OPEN')
    problems.push(`session ${sessionId}: turn ${turns.at(-1)?.number} is not answered`);
  return problems;
}
