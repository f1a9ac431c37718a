import type { GraphqlClient } from '../graphql-client.js';
import { coreRubric } from './core-rubric.js';
import type { PlayedTurn } from './play-session.js';

interface Found {
  id: string;
}

export interface Signed {
  sessionGrade: { proposal: Found; reviews: Found[] };
  trainingRecordId: string;
}

/** Reviews a graded proof session as one that passes, and signs it. */
export async function reviewAndSign(instructor: GraphqlClient, sessionId: string, reason: string): Promise<Signed> {
  await instructor.done(
    `mutation($input: SubmitReviewInput!) { submitReview(input: $input) { review { id } userErrors { field message } } }`,
    { input: { ...(await reviewOf(instructor, sessionId)), sessionId, idempotencyKey: `review ${sessionId}` } },
  );
  return instructor.done(
    `mutation($input: SignReviewInput!) { signReview(input: $input) { trainingRecordId
      sessionGrade { proposal { id } reviews { id } } userErrors { code field message } } }`,
    { input: { sessionId, reason, idempotencyKey: `signature ${sessionId}` } },
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
