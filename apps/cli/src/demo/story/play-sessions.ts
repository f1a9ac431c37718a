import { setTimeout as delay } from 'node:timers/promises';
import { DemoError } from '../demo-error.js';
import type { AgencyCast, Player } from './cast.js';
import { ESCALATING_OFFICER, LISTENING_OFFICER, SWAP } from './officer-lines.js';
import type { Training } from './prepare-training.js';
import type { SpokenLine, Teller } from './teller.js';

const SAY = `mutation Say($input: SayInput!) {
  say(input: $input) { turn { number } userErrors { code field message } }
}`;
const TURNS = `query Turns($id: ID!, $after: String) {
  session(id: $id) {
    state outcomePath endReason engineLabel
    turns(first: 100, after: $after) {
      nodes { number speaker text provenance { stress band } }
    }
  }
}`;
const COMPLETE = `mutation Complete($id: ID!) { completeSession(input: {sessionId: $id}) { userErrors { code field message } } }`;

interface TurnAnswer {
  number: number;
  speaker: string;
  text: string;
  provenance: { stress: number | null; band: string | null } | null;
}

interface SessionAnswer {
  session: {
    state: string;
    outcomePath: string | null;
    endReason: string | null;
    engineLabel: string;
    turns: { nodes: TurnAnswer[] };
  };
}

export interface PlayedSession {
  id: string;
  outcomePath: string | null;
  endReason: string | null;
  turns: TurnAnswer[];
}

/** A worker takes the turn from the queue; until then the civilian is thinking. */
const POLL_MS = 60;
const PATIENCE_MS = 30_000;

/** Chapter 5: one officer listens, one escalates. @returns their sessions */
export async function playSessions(tell: Teller, agency: AgencyCast, training: Training): Promise<PlayedSession[]> {
  tell.chapter('Two trainees play it live, turn by turn');
  const sessions: PlayedSession[] = [];
  for (const [index, lines] of [LISTENING_OFFICER, ESCALATING_OFFICER].entries()) {
    const trainee = agency.trainees[index] as Player;
    const { startSession } = await trainee.api.ask<{ startSession: { session: { id: string; engineLabel: string } } }>(
      `mutation S($input: StartSessionInput!) {
        startSession(input: $input) { session { id engineLabel } userErrors { code field message } }
      }`,
      { input: { assignmentId: training.assignmentIds[index], idempotencyKey: `start-${index}` } },
    );
    tell.say('');
    tell.say(`${trainee.name}, against the ${startSession.session.engineLabel}:`);
    const session = await play(trainee, startSession.session.id, lines);
    tell.dialogue(session.turns.map(spoken));
    tell.done(`${trainee.name}: ${session.turns.length} turns, ${session.outcomePath ?? 'no ending reached'}`);
    sessions.push(session);
  }
  if (sessions[0]?.outcomePath === sessions[1]?.outcomePath) {
    throw new DemoError('the listening and the escalating officer ended alike: the player does not listen');
  }
  await showSwap(tell, agency.trainees[0] as Player, training);
  return sessions;
}

/** The same lines but for one: what the civilian says later depends on it. */
async function showSwap(tell: Teller, trainee: Player, training: Training): Promise<void> {
  const played: PlayedSession[] = [];
  for (const swapped of [SWAP.empathic, SWAP.order]) {
    const { startPractice } = await trainee.api.ask<{ startPractice: { session: { id: string } } }>(
      `mutation S($input: StartPracticeInput!) { startPractice(input: $input) { session { id } userErrors { code field message } } }`,
      {
        input: {
          scenarioVersionId: training.scenarioVersionId,
          rubricVersionId: training.rubricVersionId,
          idempotencyKey: `practice-${swapped}`,
        },
      },
    );
    played.push(await play(trainee, startPractice.session.id, [...SWAP.before, swapped, ...SWAP.after]));
  }
  const [kind, ordering] = played as [PlayedSession, PlayedSession];
  tell.say('');
  tell.say(
    `In practice, which never counts: "${SWAP.empathic}" swapped for "${SWAP.order}". Later the officer says the same:`,
  );
  const later = 2 * (SWAP.before.length + 1);
  tell.table(
    ['the officer says', 'after the empathic turn', 'after the order'],
    SWAP.after.map((line, index) => {
      const at = later + 2 * index + 1;
      return [line, kind.turns[at]?.text ?? '(ended)', ordering.turns[at]?.text ?? '(ended)'].map((text) =>
        folded(text),
      );
    }),
  );
  const changed = SWAP.after.some(
    (_line, index) => kind.turns[later + 2 * index + 1]?.text !== ordering.turns[later + 2 * index + 1]?.text,
  );
  if (!changed) throw new DemoError('one swapped turn changed no later reply: the player does not listen');
  tell.done('one swapped turn changed what the civilian says later');
}

async function play(trainee: Player, sessionId: string, lines: readonly string[]): Promise<PlayedSession> {
  let turns: TurnAnswer[] = [];
  let session: SessionAnswer['session'] | null = null;
  for (const [index, text] of lines.entries()) {
    await trainee.api.ask(SAY, { input: { sessionId, text, clientKey: `line-${index}` } });
    session = await answered(trainee, sessionId, 2 * (index + 1));
    turns = session.turns.nodes;
    if (session.state !== 'OPEN') break;
  }
  if (session?.state === 'OPEN') {
    await trainee.api.ask(COMPLETE, { id: sessionId });
    ({ session } = await trainee.api.ask<SessionAnswer>(TURNS, { id: sessionId }));
  }
  return { id: sessionId, outcomePath: session?.outcomePath ?? null, endReason: session?.endReason ?? null, turns };
}

/** Polls until the civilian's turn of this number is there. Streaming comes later. */
async function answered(trainee: Player, sessionId: string, number: number): Promise<SessionAnswer['session']> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { session } = await trainee.api.ask<SessionAnswer>(TURNS, { id: sessionId });
    if ((session.turns.nodes.at(-1)?.number ?? 0) >= number) return session;
    if (Date.now() > until) throw new DemoError(`the civilian did not answer turn ${number - 1} within 30 seconds`);
    await delay(POLL_MS);
  }
}

const spoken = ({ speaker, text, provenance }: TurnAnswer): SpokenLine => ({
  speaker,
  text,
  note:
    provenance?.stress === null || provenance?.stress === undefined
      ? undefined
      : `stress ${provenance.stress.toFixed(1)}`,
});

function folded(text: string, width = 32): string {
  return text.replace(new RegExp(`(.{1,${width}})(\\s+|$)`, 'g'), '$1\n').trimEnd();
}
