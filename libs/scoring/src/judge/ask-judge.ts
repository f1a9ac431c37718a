import type { ChatModel } from '#slm';
import { gradeByFeatures, type GradeInput } from '../feature-grader.js';
import type { ProposedCriticalFail } from '../grader/critical-fails.js';
import type { ProposedLevel } from '../grader/proposed-level.js';
import { proposedScore, type JudgeProvenance, type ProposedGrade } from '../proposal.js';
import { askQuestion, type Asking, type UnusableAnswer } from './ask-question.js';
import { JUDGE_VERSION, judgeGraderVersion, judgeSeed } from './judge-identity.js';
import { judgePrompt } from './judge-prompt.js';
import { BAND_QUESTION, questionsOf, type JudgeQuestion } from './judge-question.js';
import { judgeRequest } from './judge-request.js';
import { shownTranscript } from './shown-transcript.js';
import { onlyAgainstOfficer } from './words-to-grader.js';
import { bandVerdict, failVerdict, levelVerdict, SAMPLES, type Answers } from './verdicts.js';

/** Unusable answers of one session, for each of its questions. A judge that gives more is not one. */
const UNUSABLE_PER_QUESTION = 2;
/** Of one session: what takes longer is left to a person. Minutes for a server, and enough for a small model on a processor. */
const MOST_MS = 30 * 60_000;

/** Why a session was not judged at all. */
export type JudgingRefusal = 'TOO_LONG' | 'NOTHING_TO_JUDGE' | 'NOTHING_USABLE';

/** What came of a judging: a proposal, or why there is none, and each answer that became no part of one. */
export interface Judgement {
  proposal: ProposedGrade | null;
  refusal: JudgingRefusal | null;
  graderVersion: string;
  unusable: UnusableAnswer[];
  notAsked: string[];
}

export interface JudgingOptions {
  sessionId: string;
  rubricVersionId: string;
  signal: AbortSignal;
  /** Whether an engine that falls silent is waited for elsewhere and later; else its silence is an answer that cannot be used. */
  patient: boolean;
  /** Is told at once of each answer that cannot be used, for whoever keeps them though the judging fails. */
  heard?: (unusable: UnusableAnswer) => void;
  /** Questions that are left out, when a grade is made once more that could not ask them. */
  leaveOut?: readonly string[];
  /** Milliseconds for all requests together; half an hour when left out. */
  withinMs?: number;
}

/**
 * Has a registered model judge a session: one request for each competency, the outcome and each critical fail, in SAMPLES samples. Penalties
 * and all arithmetic are code. No transaction may be open. The same session, rubric, model and code give the same requests.
 * @throws EngineError when the engine cannot take it now or refuses to; the signal's reason
 */
export async function askJudge(
  model: ChatModel,
  input: GradeInput,
  { sessionId, rubricVersionId, signal, patient, heard, leaveOut = [], withinMs = MOST_MS }: JudgingOptions,
): Promise<Judgement> {
  const prompt = judgePrompt(model.ref.promptTemplate);
  const graderVersion = judgeGraderVersion(model.ref, prompt);
  const seed = judgeSeed(sessionId, rubricVersionId, graderVersion);
  const shown = shownTranscript(input.turns, seed);
  const questions = questionsOf(input.rubric, shown.quotable);
  const none = (refusal: JudgingRefusal, left: Partial<Judgement> = {}): Judgement => ({
    ...{ proposal: null, refusal, graderVersion, unusable: [], notAsked: [] },
    ...left,
  });
  if (questions.length === 0) return none('NOTHING_TO_JUDGE');
  const budget = { unusable: questions.length * UNUSABLE_PER_QUESTION, until: performance.now() + withinMs };
  const unusable: UnusableAnswer[] = [];
  const asking: Asking = {
    ...{ model, prompt, shown, seed, signal, patient, budget },
    heard: (one) => {
      unusable.push(one);
      heard?.(one);
    },
    turns: input.turns,
    affinity: sessionId,
  };
  if (!(await fits(asking, questions))) return none('TOO_LONG');
  const answers = new Map<string, Answers>();
  const notAsked: string[] = [];
  const engines = new Set<string>();
  for (const question of questions) {
    if (leaveOut.includes(question.code)) {
      notAsked.push(question.code);
      continue;
    }
    const asked = await askQuestion(asking, question);
    answers.set(question.code, asked.answers);
    if (asked.notAsked) notAsked.push(question.code);
    for (const engine of asked.engines) engines.add(engine);
  }
  // A grade of nothing but open parts would stand before what the other graders found.
  if ([...answers.values()].every((one) => one === null)) return none('NOTHING_USABLE', { unusable, notAsked });
  const judge: JudgeProvenance = {
    modelVersionId: model.ref.versionId,
    model: `${model.ref.code} ${model.ref.version}`,
    weightsDigest: model.ref.weightsDigest,
    promptTemplate: prompt.code,
    promptDigest: prompt.digest,
    seed,
    samples: SAMPLES,
    judgeVersion: JUDGE_VERSION,
    engines: [...engines].sort(),
    notAsked,
    ...(shown.withheld.length > 0 ? { withheld: shown.withheld } : {}),
  };
  return {
    proposal: proposalOf(input, answers, judge, graderVersion),
    refusal: null,
    graderVersion,
    unusable,
    notAsked,
  };
}

/** Whether the longest request leaves room for its answer: what an engine would cut off nobody would miss in the grade. */
async function fits(asking: Asking, questions: readonly JudgeQuestion[]): Promise<boolean> {
  const { model, prompt, signal } = asking;
  const requests = questions.map((question) => judgeRequest(asking, question, 0).request);
  const length = ({ messages }: (typeof requests)[number]): number =>
    messages.reduce((sum, { content }) => sum + content.length, 0);
  const longest = requests.reduce((one, other) => (length(other) > length(one) ? other : one));
  return (await model.countTokens(longest.messages, signal)) + prompt.maxTokens <= model.ref.contextTokens;
}

function proposalOf(
  input: GradeInput,
  answers: ReadonlyMap<string, Answers>,
  judge: JudgeProvenance,
  graderVersion: string,
): ProposedGrade {
  const { rubric } = input;
  const rules = gradeByFeatures(input);
  const levels = rubric.competencies.map(({ code }, at): ProposedLevel =>
    levelVerdict(code, answers.get(code) ?? null, rules.levels[at]),
  );
  const outcome = bandVerdict(rubric.outcomeBands, answers.get(BAND_QUESTION) ?? null, rules.outcome);
  const criticalFails = rubric.criticalFails
    .map(({ code }) =>
      failVerdict(
        code,
        answers.get(code) ?? null,
        rules.criticalFails.find((one) => one.code === code),
      ),
    )
    .filter((one): one is ProposedCriticalFail => one !== null);
  const open = rubric.criticalFails
    .map(({ code }) => code)
    .filter((code) => !answers.get(code) && !criticalFails.some((one) => one.code === code));
  const found = {
    ...{ levels, outcome, criticalFails, penalties: rules.penalties },
    ...(open.length > 0 ? { openCriticalFails: open } : {}),
  };
  const parts = onlyAgainstOfficer(rubric, found, judge.withheld ?? []);
  const { featureVersion, features } = rules;
  return {
    ...parts,
    score: proposedScore(rubric, parts),
    ...{ label: 'CERTIFYING', grader: 'JUDGE', graderVersion, featureVersion, features, judge },
  };
}
