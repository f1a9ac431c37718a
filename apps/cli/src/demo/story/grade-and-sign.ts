import { setTimeout as delay } from 'node:timers/promises';
import { DemoError } from '../demo-error.js';
import type { Api } from './api.js';
import type { AgencyCast, Player } from './cast.js';
import type { PlayedSession } from './play-sessions.js';
import type { SpokenLine, Teller } from './teller.js';

const GRADE = `query Grade($sessionId: ID!) {
  sessionGrade(sessionId: $sessionId) {
    state proposalHidden
    proposal { label levels { competency level reason evidence { turn quote } } outcome { band } lowestFinal highestFinal }
  }
}`;
const QUEUE = `{ gradingQueue(first: 20) { nodes { sessionId scenarioTitle completedAt reviewed } } }`;
const REVIEW = `mutation Review($input: SubmitReviewInput!) {
  submitReview(input: $input) {
    review { score { final } comparison { changes levels { competency reviewed proposed } reviewedBand proposedBand } }
    userErrors { code field message }
  }
}`;
const SIGN = `mutation Sign($input: SignReviewInput!) {
  signReview(input: $input) {
    sessionGrade { state decision { final passed } } trainingRecordId
    userErrors { code field message }
  }
}`;

interface GradeAnswer {
  sessionGrade: {
    state: string;
    proposalHidden: string | null;
    proposal: { label: string; lowestFinal: number; highestFinal: number } | null;
  } | null;
}

interface ReviewAnswer {
  submitReview: {
    review: {
      score: { final: number };
      comparison: {
        changes: boolean;
        levels: { competency: string; reviewed: number; proposed: number | null }[];
        reviewedBand: string;
        proposedBand: string | null;
      };
    };
  };
}

/** The instructor's own reading of the listening officer: level, and the words that it rests on, by line of the officer. */
const READING: [competency: string, level: number, line: number, quote: string][] = [
  ['SAFETY_TIME_DISTANCE', 4, 1, "I'm going to stay over here and give you some room."],
  ['ASSESS_AND_DECIDE', 4, 5, 'Are you thinking about hurting yourself or anybody else?'],
  ['PROCEDURAL_JUSTICE', 4, 0, 'I got called because people were worried about you.'],
  ['ACTIVE_LISTENING', 4, 4, 'So if I understand you right'],
  ['EMPATHY_RAPPORT', 4, 2, "It sounds like you're scared and worn out."],
  ['SELF_REGULATION', 5, 3, 'Take your time. I am listening.'],
  ['INFLUENCE_OPTIONS', 4, 7, 'Which would you rather?'],
  ['RESOLUTION_REFERRAL', 3, 9, "There's a crisis counsellor I can call"],
];

/** Chapter 6: the grader proposes, the instructor reviews on their own, compares, signs; a training record appears. @returns the review */
export async function gradeAndSign(
  tell: Teller,
  agency: AgencyCast,
  lms: Api,
  sessions: readonly PlayedSession[],
): Promise<OwnReview> {
  tell.chapter('The grader proposes, the instructor decides and signs');
  const { api } = agency.instructor;
  const session = sessions[0] as PlayedSession;
  await proposalOf(api, session.id);
  const { gradingQueue } = await api.ask<{
    gradingQueue: { nodes: { sessionId: string; scenarioTitle: string; completedAt: string }[] };
  }>(QUEUE);
  tell.table(
    ['waiting for a review, most pressing first', 'played by', 'completed at'],
    gradingQueue.nodes.map(({ sessionId, scenarioTitle, completedAt }) => {
      const index = sessions.findIndex((one) => one.id === sessionId);
      return [scenarioTitle, agency.trainees[index]?.name ?? '', completedAt];
    }),
  );
  const { sessionGrade } = await api.ask<GradeAnswer>(GRADE, { sessionId: session.id });
  tell.refused(`${agency.instructor.name} asks for the proposal first`, `hidden: ${sessionGrade?.proposalHidden}`);
  const sign = { input: { sessionId: session.id, idempotencyKey: 'sign-1' } };
  tell.refused('and tries to sign the proposal as it stands', await api.refusal(SIGN, sign));

  const own = ownReview(session);
  const { submitReview } = await api.ask<ReviewAnswer>(REVIEW, {
    input: { ...own, idempotencyKey: 'review-1' },
  });
  const { comparison, score } = submitReview.review;
  tell.done(
    `${agency.instructor.name} submits a complete review: ${score.final} points. Now the proposal is shown beside it:`,
  );
  const formative = await proposalOf(api, session.id);
  tell.table(
    ['competency', 'instructor', `grader (${formative?.label})`],
    [
      ...comparison.levels.map(({ competency, reviewed, proposed }) => [
        competency,
        reviewed,
        proposed ?? 'left to a person',
      ]),
      ['outcome', comparison.reviewedBand, comparison.proposedBand ?? 'left to a person'],
    ],
  );
  await showInContext(tell, api, session.id);
  const { signReview } = await api.ask<{
    signReview: {
      sessionGrade: { state: string; decision: { final: number; passed: boolean } };
      trainingRecordId: string | null;
    };
  }>(SIGN, {
    input: {
      ...sign.input,
      reason: comparison.changes ? 'My own reading of the whole dialogue; evidence is quoted for each level.' : null,
    },
  });
  const { decision, state } = signReview.sessionGrade;
  tell.done(`signed (${state}): ${decision.final} points, ${decision.passed ? 'passed' : 'not passed'}`);
  await showRecord(tell, agency.trainees[0] as Player);
  const { signedScores } = await lms.ask<{
    signedScores: { nodes: { final: number | null; passed: boolean | null }[] };
  }>('{ signedScores(first: 5) { nodes { final passed } } }');
  const [read] = signedScores.nodes;
  tell.done(
    `the LMS integration reads the signed score: ${read?.final} points, ${read?.passed ? 'passed' : 'not passed'}`,
  );
  return own;
}

const IN_CONTEXT = `query InContext($sessionId: ID!) {
  reviewWorkspace(sessionId: $sessionId) {
    review { content { levels { competency level evidence { quote before { speaker text } said { speaker text } after { speaker text } } } } }
  }
}`;

/** One level of the review as the workspace shows it: the quote where it was said. */
async function showInContext(tell: Teller, api: Api, sessionId: string): Promise<void> {
  const { reviewWorkspace } = await api.ask<{
    reviewWorkspace: {
      review: {
        content: {
          levels: {
            competency: string;
            level: number;
            evidence: Record<'before' | 'said' | 'after', SpokenLine | null>[];
          }[];
        };
      };
    };
  }>(IN_CONTEXT, { sessionId });
  const shown = reviewWorkspace.review.content.levels.find(({ competency }) => competency === 'ACTIVE_LISTENING');
  const [evidence] = shown?.evidence ?? [];
  if (!shown || !evidence) throw new DemoError('the review has no evidence in context');
  tell.say(`${shown.competency}, level ${shown.level}: what the review quotes, where it was said:`);
  tell.dialogue([evidence.before, evidence.said, evidence.after].filter((line) => line !== null));
}

/** Waits for the worker's grading. @returns the proposal as far as the caller may see it */
async function proposalOf(api: Api, sessionId: string): Promise<{ label: string } | null> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const { sessionGrade } = await api.ask<GradeAnswer>(GRADE, { sessionId });
    if (sessionGrade && (sessionGrade.proposal ?? sessionGrade.proposalHidden)) return sessionGrade.proposal;
    await delay(100);
  }
  throw new DemoError('the session was not graded within 30 seconds');
}

export type OwnReview = ReturnType<typeof ownReview>;

function ownReview(session: PlayedSession) {
  const evidence = (turn: number, quote: string) => {
    if (!session.turns[turn - 1]?.text.includes(quote)) throw new DemoError(`turn ${turn} does not say "${quote}"`);
    return [{ turn, quote }];
  };
  const last = session.turns.at(-1);
  return {
    sessionId: session.id,
    levels: READING.map(([competency, level, line, quote]) => ({
      competency,
      level,
      evidence: evidence(2 * line + 1, quote),
    })),
    outcome: { band: 'DE_ESCALATION', evidence: evidence(last?.number ?? 0, last?.text.slice(0, 200) ?? '') },
    criticalFails: [],
    penalties: [],
  };
}

async function showRecord(tell: Teller, trainee: Player): Promise<void> {
  const { trainingRecords } = await trainee.api.ask<{
    trainingRecords: {
      nodes: { hours: number; categories: string[]; completedOn: string; score: number; provider: string }[];
    };
  }>('{ trainingRecords(first: 10) { nodes { hours categories completedOn score provider } } }');
  tell.table(
    [`training record of ${trainee.name}`, 'hours', 'categories', 'score', 'provider'],
    trainingRecords.nodes.map((one) => [
      one.completedOn,
      one.hours,
      one.categories.join(', '),
      one.score,
      one.provider,
    ]),
  );
}
