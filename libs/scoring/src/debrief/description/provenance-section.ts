import { spanInZone, timeInZone } from '../../pdf/agency-time.js';
import type { Section } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';

const GRADERS = {
  FEATURES: 'rules over words',
  EMBEDDED: 'the embedded grader, rules over words and a small fitted model',
  JUDGE: 'a language model, asked once per competency',
} as const;
const PLAYERS = {
  SCRIPTED: 'the scripted player',
  INFERENCE_SERVER: 'a language model on an inference server',
  IN_PROCESS: 'a language model in the process',
} as const;

/** By what and by whom the grade came about, and how anybody can check that this copy says so. */
export function provenanceSection(facts: DebriefFacts): Section {
  const { session, scenario, rubric, grading, review, decision, agency, edition } = facts;
  const at = (instant: Date): string => timeInZone(instant, agency.timezone);
  const judge = grading?.judge;
  const rows = [
    { term: 'Session', detail: session.id },
    {
      term: 'Played',
      detail: `${session.completedAt ? spanInZone(session.startedAt, session.completedAt, agency.timezone) : at(session.startedAt)}, ${session.origin === 'EDGE' ? 'offline on a device' : 'live'}`,
    },
    { term: 'Civilian', detail: `${PLAYERS[session.engineKind]}, ${session.engineLabel}` },
    { term: 'Scenario', detail: `${scenario.title}, version ${scenario.version}, SHA-256 ${scenario.digest}` },
    { term: 'Rubric', detail: `${rubric.title}, version ${rubric.version}, SHA-256 ${rubric.digest}` },
    ...(grading
      ? [
          {
            term: 'Proposed by',
            detail: `${GRADERS[grading.grader]}, version ${grading.graderVersion}, ${grading.label === 'FORMATIVE' ? 'formative: it can certify nothing' : 'certifying once a person signs'}; on ${at(grading.at)}`,
          },
          { term: 'Features', detail: `version ${grading.featureVersion}` },
        ]
      : []),
    ...(judge
      ? [
          { term: 'Model', detail: `${judge.model}, weights SHA-256 ${judge.weightsDigest}` },
          { term: 'Prompt', detail: `${judge.promptTemplate}, SHA-256 ${judge.promptDigest}` },
          {
            term: 'Judge',
            detail: `version ${judge.judgeVersion}, ${judge.samples} samples, seed ${judge.seed}, on ${judge.engines.join(', ')}`,
          },
        ]
      : []),
    ...(grading ? [{ term: 'Grade', detail: `SHA-256 ${grading.digest}` }] : []),
    ...(review && session.mode === 'PROOF' ? [{ term: 'Reviewed by', detail: `${review.by}, ${at(review.at)}` }] : []),
    ...(decision
      ? [
          {
            term: decidedAs(facts),
            detail: `${decision.by}, ${at(decision.at)}`,
          },
        ]
      : []),
  ];
  return {
    heading: 'Where this comes from',
    blocks: [
      { kind: 'FACTS', rows },
      {
        kind: 'PARAGRAPH',
        note: true,
        text: `To check this copy, ask Parley for debrief(sessionId: "${session.id}", edition: ${edition}) { digest }. The answer must be the SHA-256 at the foot of the page: it is taken of everything that this document says.`,
      },
    ],
  };
}

function decidedAs({ decision, first }: DebriefFacts): string {
  if (decision?.decision === 'INVALIDATED') return 'Invalidated by';
  return first ? 'Changed on appeal by' : 'Signed by';
}
