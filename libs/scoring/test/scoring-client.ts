import { v7 as uuidv7 } from 'uuid';
import { CORE_RUBRIC } from '../src/core-rubric.fixture.js';
import type { ServedScoring } from './serve-scoring.js';

export interface UserErrors {
  userErrors: { code: string; field: string | null; message: string }[];
}
export interface GradeView {
  state: string;
  proposal: { id: string; label: string } | null;
  proposalHidden: string | null;
  reviews: { id: string; comparison: { changes: boolean; levels: { competency: string }[] } }[];
  decision: { decision: string; final: number | null; passed: boolean | null } | null;
}

const GRADE = `state proposal { id label lowestFinal highestFinal levels { competency level evidence { turn quote } reason } }
  proposalHidden reviews { id comparison { changes levels { competency reviewed proposed difference } } }
  decision { decision reason final passed proctorAttestation levels { competency level evidence { turn quote } } }`;

const QUOTE = [{ turn: 3, quote: 'I hear you, you want to be left alone.' }];

/** A complete review of the good officer's session. */
export const reviewOf = (sessionId: string, level = 4) => ({
  sessionId,
  levels: CORE_RUBRIC.competencies.map(({ code }) => ({ competency: code, level, evidence: QUOTE })),
  outcome: { band: 'RESOLUTION', evidence: [{ turn: 20, quote: 'Thank you.' }] },
  criticalFails: [] as { code: string; evidence: typeof QUOTE }[],
  penalties: [],
  idempotencyKey: uuidv7(),
});

/** What a reviewer, a trainee and an integration send. */
export function scoringClient(served: ServedScoring) {
  const one = async <T>(token: string, query: string, variables: Record<string, unknown>): Promise<T> => {
    const answer = await served.ask(token, query, variables);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return Object.values(answer.data ?? {})[0] as T;
  };
  const change = <T>(token: string, name: string, input: object, selection: string): Promise<T & UserErrors> =>
    one(
      token,
      `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`,
      { input },
    );
  return {
    one,
    grade: (token: string, sessionId: string) =>
      one<GradeView | null>(token, `query ($id: ID!) { sessionGrade(sessionId: $id) { ${GRADE} } }`, { id: sessionId }),
    submit: (token: string, input: object) =>
      change<{ sessionGrade: GradeView | null }>(token, 'submitReview', input, `sessionGrade { ${GRADE} }`),
    sign: (token: string, input: object) =>
      change<{ sessionGrade: GradeView | null; trainingRecordId: string | null }>(
        token,
        'signReview',
        { idempotencyKey: uuidv7(), ...input },
        `sessionGrade { ${GRADE} } trainingRecordId`,
      ),
    invalidate: (token: string, input: object) =>
      change<{ sessionGrade: GradeView | null }>(token, 'invalidateSession', input, `sessionGrade { ${GRADE} }`),
    scores: (token: string) =>
      one<{ nodes: { sessionId: string; final: number; passed: boolean; scenarioTitle: string }[] }>(
        token,
        '{ signedScores(first: 100) { nodes { id sessionId traineeId scenarioTitle final passed decision decidedAt } } }',
        {},
      ),
  };
}
