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
  await submitReview(instructor, sessionId, 4);
  return instructor.done(
    `mutation($input: SignReviewInput!) { signReview(input: $input) { trainingRecordId
      sessionGrade { proposal { id } reviews { id } } userErrors { code field message } } }`,
    { input: { sessionId, reason, idempotencyKey: `signature ${sessionId}` } },
  );
}

/** Submits a complete review with this level in each competency, resting on what the officer said first. */
export async function submitReview(reviewer: GraphqlClient, sessionId: string, level: number): Promise<void> {
  const { turns } = await reviewer.done<{ turns: PlayedTurn[] }>(
    `query($id: ID!) { reviewWorkspace(sessionId: $id) { turns { number speaker text } } }`,
    { id: sessionId },
  );
  const evidence = turns.slice(0, 1).map(({ number, text }) => ({ turn: number, quote: text }));
  const review = {
    levels: coreRubric().competencies.map(({ code }) => ({ competency: code, level, evidence })),
    outcome: { band: 'RESOLUTION', evidence },
    criticalFails: [],
    penalties: [],
  };
  await reviewer.done(
    `mutation($input: SubmitReviewInput!) { submitReview(input: $input) { review { id } userErrors { field message } } }`,
    { input: { ...review, sessionId, idempotencyKey: `review ${sessionId}` } },
  );
}
