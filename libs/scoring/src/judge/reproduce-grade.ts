import type { ChatModel } from '#slm';
import type { GradeEntity } from '../grading/grade.entity.js';
import { gradeDigest, type SessionToGrade } from '../grading/session-to-grade.js';
import { askJudge } from './ask-judge.js';
import { JUDGE_VERSION, judgeGraderVersion } from './judge-identity.js';
import { judgePrompt } from './judge-prompt.js';

/** What came of making a judge's grade once more. */
export interface Reproduction {
  /** Whether it is the same, to the last letter; which engine of the model answered does not matter. */
  same: boolean;
  /** Of the grade made now: SHA-256, hex; null where it was not made. */
  digest: string | null;
  /** Why it could not be the same, in words for an operator; null where it was made. */
  otherwise: string | null;
}

/**
 * Asks a judge again, by a grade's provenance, what it was asked then. Stores nothing; no transaction may be open.
 * @param graded the session under the rubric version of the grade
 * @throws EngineError; the signal's reason
 */
export async function reproduceGrade(
  model: ChatModel,
  graded: SessionToGrade,
  grade: Pick<GradeEntity, 'proposal' | 'digest' | 'graderVersion'>,
  signal: AbortSignal,
): Promise<Reproduction> {
  const { judge } = grade.proposal;
  const not = (otherwise: string): Reproduction => ({ same: false, digest: null, otherwise });
  if (!judge) return not('no model made this grade');
  if (model.ref.versionId !== judge.modelVersionId) return not(`${judge.model} made this grade, and not this model`);
  const prompt = judgePrompt(model.ref.promptTemplate);
  if (prompt.digest !== judge.promptDigest) return not(`the prompt file ${prompt.code} is another now`);
  if (judgeGraderVersion(model.ref, prompt) !== grade.graderVersion) {
    return not(`the code is of version ${JUDGE_VERSION} now, of ${judge.judgeVersion} then, or finds other features`);
  }
  const { proposal } = await askJudge(model, graded.input, {
    sessionId: graded.session.id,
    rubricVersionId: graded.rubricVersionId,
    signal,
    patient: false,
    leaveOut: judge.notAsked,
  });
  if (!proposal?.judge) return not('the judge gives no usable answer any more');
  const made = { ...proposal, judge: { ...proposal.judge, engines: judge.engines } };
  const digest = gradeDigest(graded, made);
  return { same: digest === grade.digest, digest, otherwise: null };
}
