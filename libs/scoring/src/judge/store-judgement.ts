import { audit, type Actor, type TenantTx } from '#platform';
import type { ModelRef } from '#slm';
import { sessionToGrade } from '../grading/graded-session.queries.js';
import type { SessionToGrade } from '../grading/session-to-grade.js';
import { storeProposal } from '../grading/store-proposal.js';
import { MOST_SAMPLES, type UnusableAnswer } from './ask-question.js';
import type { JudgeBias } from './judge-and-player.js';
import type { Judgement, JudgingRefusal } from './ask-judge.js';
import { addUnusableJudgements, type NewUnusableJudgement } from './unusable-judgement.queries.js';

/** A session and its judge: of whom the rows are. */
export interface Judged {
  graded: SessionToGrade;
  judge: Pick<ModelRef, 'versionId' | 'code' | 'version'>;
  graderVersion: string;
}

/**
 * Adds a judge's grade with all that it could not use, or why there is none. A repeat, and another worker that was later, add nothing.
 * @param regradeId of the regrade that asked; null for the grading of a new session
 * @returns the new grade's id; null where none was added
 */
export async function storeJudgement(
  tx: TenantTx,
  actor: Actor,
  graded: SessionToGrade,
  judge: Judged['judge'],
  { proposal, refusal, graderVersion, unusable, notAsked }: Judgement,
  regradeId: string | null = null,
): Promise<string | null> {
  const judged = { graded, judge, graderVersion };
  const gradeId = proposal && (await storeProposal(tx, actor, graded, proposal, regradeId));
  // The session was invalidated meanwhile, or its grade is there with what belongs to it.
  if (proposal && !gradeId) return null;
  await storeUnusable(tx, judged, unusable);
  const open = notAsked.map((question) =>
    rowOf(judged, { question, sample: MOST_SAMPLES, problem: 'NOT_ASKED', raw: '' }),
  );
  await addUnusableJudgements(tx, open);
  if (refusal) await storeRefusal(tx, actor, judged, refusal);
  return gradeId;
}

/** Keeps answers that cannot be used, though the judging may have failed: once each, by question and sample. */
export async function storeUnusable(tx: TenantTx, judged: Judged, unusable: readonly UnusableAnswer[]): Promise<void> {
  await addUnusableJudgements(
    tx,
    unusable.map((one) => rowOf(judged, one)),
  );
}

/** Keeps why a session was not judged, once. The graders without an engine propose all the same. */
export async function storeRefusal(
  tx: TenantTx,
  actor: Actor,
  judged: Judged,
  problem: JudgingRefusal | JudgeBias,
): Promise<void> {
  const session = await sessionToGrade(tx, judged.graded.session.id, true);
  if (session?.state !== 'COMPLETED') return;
  const added = await addUnusableJudgements(tx, [rowOf(judged, { question: null, sample: 0, problem, raw: '' })]);
  // Practice belongs to the trainee: the agency's audit trail does not tell who practised.
  if (added === 0 || session.mode === 'PRACTICE') return;
  const { code, version } = judged.judge;
  await audit(tx, actor, {
    action: 'grade.not-judged',
    entityType: 'ScenarioSession',
    entityId: session.id,
    details: { problem, judge: `${code} ${version}`, graderVersion: judged.graderVersion },
  });
}

const rowOf = (
  { graded, judge, graderVersion }: Judged,
  said: Pick<NewUnusableJudgement, 'question' | 'sample' | 'problem' | 'raw'>,
): NewUnusableJudgement => ({
  sessionId: graded.session.id,
  rubricVersionId: graded.rubricVersionId,
  modelVersionId: judge.versionId,
  graderVersion,
  ...said,
});
