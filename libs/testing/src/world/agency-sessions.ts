import type { GraphqlClient } from '../graphql-client.js';
import { until } from '../until.js';
import type { CallerName, IdsByType, People } from './agency-people.js';
import { appealAGrade, limitAppeals } from './appeal-a-grade.js';
import { coachATurn } from './coach-a-turn.js';
import { playLines } from './play-session.js';
import { reviewAndSign } from './review-and-sign.js';

interface Found {
  id: string;
}

/**
 * Each trainee has a practice session that is open, one with its debrief, a proof session that is reviewed and signed, so that a
 * training record stands, and was appealed against, and one that is graded and waits for a decision. Needs a running worker.
 */
export async function playSessions(people: People, marker: string): Promise<void> {
  const { ids, callers } = people;
  const trainees = ['trainee', 'secondTrainee'] as const;
  await Promise.all(
    trainees.flatMap((name) => [
      playAs(people, name, `${marker}-${name}`),
      leaveWaiting(people, name, `${marker}-${name}`),
    ]),
  );
  await limitAppeals(people);
  for (const name of trainees) {
    await sign(people, name, marker);
    await appealAGrade(people, name, `${marker}-${name}`);
    await coachATurn(people, name, `${marker}-${name}`);
  }
  Object.assign(ids, callers.trainee.own, { Member: callers.trainee.id });
}

/** Makes the caller's proof session official, as the instructor of the agency. */
async function sign(people: People, name: CallerName, marker: string): Promise<void> {
  const { id, own } = people.callers[name];
  const { sessionGrade, trainingRecordId } = await reviewAndSign(
    people.as('instructor'),
    own.ScenarioSession ?? '',
    `${marker}: as observed`,
  );
  own.Grade = sessionGrade.proposal.id;
  own.Review = sessionGrade.reviews[0]?.id ?? '';
  own.TrainingRecord = trainingRecordId;
  const scores = await people
    .as('admin')
    .done<{ nodes: Found[] }>('query($id: ID) { signedScores(first: 1, traineeId: $id) { nodes { id } } }', { id });
  own.SignedScore = scores.nodes[0]?.id ?? '';
}

async function playAs({ as, ids, callers }: People, name: CallerName, marker: string): Promise<void> {
  const trainee = as(name);
  const own = callers[name].own;
  own.OpenSession = await practise(trainee, ids, marker, 'open');
  own.DebriefedSession = await practise(trainee, ids, marker, 'debriefed');
  own.ScenarioSession = await sit(trainee, own.Assignment);
  const turns = await playLines(trainee, own.ScenarioSession, [
    `Good evening, my name is ${marker}. I am here to listen.`,
    'Can you tell me what happened, in your own words?',
  ]);
  own.Turn = turns[0]?.id ?? '';
  await complete(trainee, own.ScenarioSession);
  await complete(trainee, own.DebriefedSession);
  await untilGraded(as('instructor'), own.ScenarioSession);
  await until(`the debrief of ${marker}'s practice`, () =>
    trainee.done<object | null>(`query($id: ID!) { practiceDebrief(sessionId: $id) { sessionId } }`, {
      id: own.DebriefedSession,
    }),
  );
}

/** A proof session that is graded and that nobody decides. */
async function leaveWaiting({ as, callers }: People, name: CallerName, marker: string): Promise<void> {
  const trainee = as(name);
  const { own } = callers[name];
  own.WaitingSession = await sit(trainee, own.WaitingAssignment);
  await playLines(trainee, own.WaitingSession, [`Hello, my name is ${marker}. What brought you here?`]);
  await complete(trainee, own.WaitingSession);
  await untilGraded(as('instructor'), own.WaitingSession);
}

/** Starts a proof session. @returns its global id */
async function sit(trainee: GraphqlClient, assignmentId: string | undefined): Promise<string> {
  const { session } = await trainee.done<{ session: Found }>(
    `mutation($input: StartSessionInput!) { startSession(input: $input) { session { id } userErrors { field message } } }`,
    { input: { idempotencyKey: `proof ${assignmentId}`, assignmentId } },
  );
  return session.id;
}

async function untilGraded(instructor: GraphqlClient, sessionId: string): Promise<void> {
  await until(
    `the grade of session ${sessionId}`,
    () =>
      instructor.done<object | null>(`query($id: ID!) { sessionGrade(sessionId: $id) { state } }`, { id: sessionId }),
    // The one worker of both agencies evaluates whom the world has just made first.
    60_000,
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
