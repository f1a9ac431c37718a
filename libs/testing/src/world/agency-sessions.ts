import { coreRubric } from './core-rubric.js';
import type { GraphqlClient } from '../graphql-client.js';
import { until } from '../until.js';
import type { CallerName, IdsByType, People } from './agency-people.js';
import { playLines, type PlayedTurn } from './play-session.js';

interface Found {
  id: string;
}

/**
 * Each trainee has a practice session that is open, one with its debrief, and a proof session that is completed and graded; the
 * first trainee's is reviewed and signed, so that a training record stands. Needs a running worker.
 */
export async function playSessions(people: People, marker: string): Promise<void> {
  const { as, ids, callers } = people;
  await Promise.all((['trainee', 'secondTrainee'] as const).map((name) => playAs(people, name, `${marker}-${name}`)));
  const signed = callers.trainee.own;
  const { sessionGrade, trainingRecordId } = await reviewAndSign(people, signed.ScenarioSession ?? '', marker);
  signed.Grade = sessionGrade.proposal.id;
  signed.Review = sessionGrade.reviews[0]?.id ?? '';
  signed.TrainingRecord = trainingRecordId;
  const scores = await as('admin').done<{ nodes: Found[] }>('{ signedScores(first: 1) { nodes { id } } }');
  signed.SignedScore = scores.nodes[0]?.id ?? '';
  Object.assign(ids, signed, { Member: callers.trainee.id });
}

async function playAs({ as, ids, callers }: People, name: CallerName, marker: string): Promise<void> {
  const trainee = as(name);
  const own = callers[name].own;
  own.OpenSession = await practise(trainee, ids, marker, 'open');
  own.DebriefedSession = await practise(trainee, ids, marker, 'debriefed');
  const proof = await trainee.done<{ session: Found }>(
    `mutation($input: StartSessionInput!) { startSession(input: $input) { session { id } userErrors { field message } } }`,
    { input: { idempotencyKey: 'proof', assignmentId: own.Assignment } },
  );
  own.ScenarioSession = proof.session.id;
  const turns = await playLines(trainee, proof.session.id, [
    `Good evening, my name is ${marker}. I am here to listen.`,
    'Can you tell me what happened, in your own words?',
  ]);
  own.Turn = turns[0]?.id ?? '';
  await complete(trainee, proof.session.id);
  await complete(trainee, own.DebriefedSession);
  await until(`the grade of ${marker}'s session`, () =>
    as('instructor').done<object | null>(`query($id: ID!) { sessionGrade(sessionId: $id) { state } }`, {
      id: proof.session.id,
    }),
  );
  await until(`the debrief of ${marker}'s practice`, () =>
    trainee.done<object | null>(`query($id: ID!) { practiceDebrief(sessionId: $id) { sessionId } }`, {
      id: own.DebriefedSession,
    }),
  );
}

/** A practice session with one turn that the civilian has answered. @returns its global id */
async function practise(trainee: GraphqlClient, ids: IdsByType, marker: string, which: string): Promise<string> {
  const { session } = await trainee.done<{ session: Found }>(
    `mutation($input: StartPracticeInput!) { startPractice(input: $input) { session { id } userErrors { field message } } }`,
    {
      input: {
        idempotencyKey: which,
        scenarioVersionId: ids.ScenarioVersion,
        rubricVersionId: ids.RubricVersion,
      },
    },
  );
  await playLines(trainee, session.id, [`Hello, my name is ${marker}. I am practising today.`]);
  return session.id;
}

async function complete(trainee: GraphqlClient, sessionId: string): Promise<void> {
  await trainee.done(
    `mutation($input: CompleteSessionInput!) { completeSession(input: $input) { session { state } userErrors { code field message } } }`,
    { input: { sessionId } },
  );
}

interface Signed {
  sessionGrade: { proposal: Found; reviews: Found[] };
  trainingRecordId: string;
}

async function reviewAndSign({ as }: People, sessionId: string, marker: string): Promise<Signed> {
  const instructor = as('instructor');
  await instructor.done(
    `mutation($input: SubmitReviewInput!) { submitReview(input: $input) { review { id } userErrors { field message } } }`,
    { input: { ...(await reviewOf(instructor, sessionId)), sessionId, idempotencyKey: 'review' } },
  );
  return instructor.done(
    `mutation($input: SignReviewInput!) { signReview(input: $input) { trainingRecordId
      sessionGrade { proposal { id } reviews { id } } userErrors { code field message } } }`,
    { input: { sessionId, reason: `${marker}: as observed`, idempotencyKey: 'signature' } },
  );
}

/** A complete review that passes, each level resting on what the officer said first. */
async function reviewOf(instructor: GraphqlClient, sessionId: string): Promise<Record<string, unknown>> {
  const { turns } = await instructor.done<{ turns: { nodes: PlayedTurn[] } }>(
    `query($id: ID!) { session(id: $id) { turns(first: 1) { nodes { id number speaker text } } } }`,
    { id: sessionId },
  );
  const evidence = turns.nodes.map(({ number, text }) => ({ turn: number, quote: text }));
  return {
    levels: coreRubric().competencies.map(({ code }) => ({ competency: code, level: 4, evidence })),
    outcome: { band: 'RESOLUTION', evidence },
    criticalFails: [],
    penalties: [],
  };
}
