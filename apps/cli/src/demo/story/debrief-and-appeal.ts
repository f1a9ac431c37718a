import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoContext } from '../demo-context.js';
import { DemoError } from '../demo-error.js';
import type { Api } from './api.js';
import type { AgencyCast, Player } from './cast.js';
import type { OwnReview } from './grade-and-sign.js';
import type { Teller } from './teller.js';

const DEBRIEF = `query Debrief($sessionId: ID!) { debrief(sessionId: $sessionId) { digest fileName html pdf } }`;
const DIGEST = `query Digest($sessionId: ID!) { debrief(sessionId: $sessionId, edition: OFFICER) { digest } }`;
const HIDDEN = 'query Hidden($sessionId: ID!) { sessionGrade(sessionId: $sessionId) { decisionHidden } }';
const NOTE = `mutation Note($input: AddCoachingNoteInput!) { addCoachingNote(input: $input) { userErrors { code field message } } }`;
const APPEAL = `mutation Appeal($input: AppealGradeInput!) {
  appealGrade(input: $input) { appeal { id } userErrors { code field message } }
}`;
const REVIEW = `mutation Review($input: SubmitAppealReviewInput!) {
  submitAppealReview(input: $input) { review { score { final } } userErrors { code field message } }
}`;
const DECIDE = `mutation Decide($input: DecideAppealInput!) {
  decideAppeal(input: $input) {
    appeal { decision } sessionGrade { decision { final } replacedDecision { final } } userErrors { code field message }
  }
}`;
const CALIBRATION = '{ calibration { threshold { sessions } graders { sessions mayPrefill } } }';

/** What the officer's appeal is about. */
const DISPUTED = 'RESOLUTION_REFERRAL';

/** The end of the grading chapter: a coaching note, an appeal decided by another instructor, the debrief on paper, calibration. */
export async function debriefAndAppeal(
  context: DemoContext,
  tell: Teller,
  agency: AgencyCast,
  own: OwnReview,
): Promise<void> {
  const { sessionId } = own;
  const officer = agency.trainees[0] as Player;
  await agency.instructor.api.ask(NOTE, {
    input: {
      sessionId,
      turnNumber: 1,
      kind: 'PRAISE',
      text: 'Your name and why you came, before you asked for anything.',
      quote: null,
      suggestion: null,
      idempotencyKey: 'note-1',
    },
  });
  tell.done(`${agency.instructor.name} leaves a coaching note on turn 1: for learning, no part of the score`);
  const { final, replaced } = await appeal(tell, agency, own);
  tell.done(`${agency.secondInstructor.name} decides it: ${final} points now count, ${replaced} before`);
  const { debrief } = await officer.api.ask<{
    debrief: { digest: string; fileName: string; html: string; pdf: string };
  }>(DEBRIEF, { sessionId });
  const path = join(context.folder, debrief.fileName);
  await writeFile(`${path}.html`, debrief.html, { mode: 0o600 });
  await writeFile(`${path}.pdf`, Buffer.from(debrief.pdf, 'base64'), { mode: 0o600 });
  tell.done(`${officer.name}'s debrief, to print:`);
  tell.verbatim(`     ${path}.pdf\n     ${path}.html\n     SHA-256 ${debrief.digest}`);
  const checked = await agency.admin.api.ask<{ debrief: { digest: string } }>(DIGEST, { sessionId });
  if (checked.debrief.digest !== debrief.digest)
    throw new DemoError('the digest of the printed debrief is not what the API says');
  tell.done(`${agency.admin.name} checks that copy by asking for its digest: the same`);
  await tellCalibration(tell, agency.admin.api);
}

async function appeal(
  tell: Teller,
  agency: AgencyCast,
  own: OwnReview,
): Promise<{ final: number; replaced: number | undefined }> {
  const officer = agency.trainees[0] as Player;
  const { secondInstructor: second } = agency;
  const { sessionId, ...parts } = own;
  const { appealGrade } = await officer.api.ask<{ appealGrade: { appeal: { id: string } } }>(APPEAL, {
    input: {
      sessionId,
      reason: 'I offered a counsellor and stayed until she came.',
      points: [{ about: 'COMPETENCY', code: DISPUTED, words: 'I named who helps, and how.' }],
      idempotencyKey: 'appeal-1',
    },
  });
  const { sessionGrade } = await second.api.ask<{ sessionGrade: { decisionHidden: boolean } }>(HIDDEN, { sessionId });
  if (!sessionGrade.decisionHidden) throw new DemoError('who decides the appeal can read the first decision');
  tell.done(
    `${officer.name} appeals; ${second.name}, who had no say and is not shown the first decision, reviews it anew`,
  );
  const appealId = appealGrade.appeal.id;
  const levels = parts.levels.map((one) => (one.competency === DISPUTED ? { ...one, level: 4 } : one));
  await second.api.ask(REVIEW, { input: { ...parts, levels, appealId, idempotencyKey: 'appeal-review-1' } });
  const { decideAppeal } = await second.api.ask<{
    decideAppeal: {
      sessionGrade: { decision: { final: number }; replacedDecision: { final: number } | null };
    };
  }>(DECIDE, {
    input: {
      appealId,
      decision: 'CHANGED',
      reason: 'The counsellor was named, offered in two ways and left to the other to choose.',
      idempotencyKey: 'appeal-decision-1',
    },
  });
  const { decision, replacedDecision } = decideAppeal.sessionGrade;
  return { final: decision.final, replaced: replacedDecision?.final };
}

async function tellCalibration(tell: Teller, admin: Api): Promise<void> {
  const { calibration } = await admin.ask<{
    calibration: { threshold: { sessions: number }; graders: { sessions: number; mayPrefill: boolean }[] };
  }>(CALIBRATION);
  const [grader] = calibration.graders;
  tell.done(
    `calibration: ${grader?.sessions ?? 0} of ${calibration.threshold.sessions} sessions with a blind review: proposals ${grader?.mayPrefill ? 'may be opened first' : 'stay hidden until one’s own review is in'}`,
  );
}
