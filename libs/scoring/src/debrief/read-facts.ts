import { agencyProfile } from '#agencies';
import { rubricVersionsByIds } from '#curricula';
import { toGlobalId, type TenantTx } from '#platform';
import { turnsOf } from '#sessions';
import type { GradeDecisionEntity } from '../decisions/grade-decision.entity.js';
import type { GradeEntity } from '../grading/grade.entity.js';
import type { GradedSession } from '../grading/graded-session.queries.js';
import type { ReviewEntity } from '../reviews/review.entity.js';
import { namesOf, rubricTitle, sessionTold } from './debrief.queries.js';
import type { AppealRow } from '../appeals/appeal.queries.js';
import type { CoachingNoteRow } from '../coaching-notes/coaching-note.queries.js';
import type { DebriefEdition } from './description/debrief-document.js';
import type { DebriefFacts } from './description/debrief-facts.js';

/** What its reader may know of how a session was graded. */
export interface Graded {
  edition: DebriefEdition;
  /** The proposal that the review was compared with, or that practice got; null where nothing of it may be told. */
  grade: GradeEntity | null;
  /** Whether what it proposes may be told, and not only how it came about. */
  proposalShown: boolean;
  review: ReviewEntity | null;
  decision: GradeDecisionEntity | null;
  aftermath: Aftermath;
}

/** What came after a decision, as far as its reader may see it. */
export interface Aftermath {
  appealableUntil: Date | null;
  appeal: AppealRow | null;
  /** Null where the first decision is the official one. */
  first: GradeDecisionEntity | null;
  notes: readonly CoachingNoteRow[];
}

/** Reads the rest of what a debrief tells, for a session that the caller has already been allowed to see. */
export async function factsOf(
  tx: TenantTx,
  session: GradedSession,
  { edition, grade, proposalShown, review, decision, aftermath }: Graded,
): Promise<DebriefFacts> {
  const agency = await agencyProfile(tx);
  const rubricVersionId = review ? session.rubricVersionId : (grade?.rubricVersionId ?? session.rubricVersionId);
  const [rubric] = await rubricVersionsByIds(tx, [rubricVersionId]);
  if (!agency || !rubric) throw new Error('the agency or the rubric version of a debrief is not there');
  const told = await sessionTold(tx, session.id);
  const { appealableUntil, appeal, first, notes } = aftermath;
  const people = [
    ...[review?.reviewerId, decision?.decidedBy, first?.decidedBy, appeal?.endedBy],
    ...notes.map(({ writtenBy }) => writtenBy),
  ].filter((id) => id != null);
  const names = await namesOf(tx, people);
  const nameOf = (id: string): string => names.get(id) ?? 'a former member';
  const turns = await turnsOf(tx, session.id);
  return {
    edition,
    agency: { name: agency.name, timezone: agency.timezone },
    officer: told.officer,
    session: {
      id: toGlobalId('ScenarioSession', session.id),
      mode: session.mode,
      origin: session.origin,
      engineKind: session.engineKind,
      engineLabel: told.engineLabel,
      startedAt: told.startedAt,
      completedAt: session.completedAt,
    },
    turns: turns.map(({ number, speaker, text }) => ({ number, speaker, text })),
    scenario: { title: told.scenarioTitle, version: told.scenarioVersion, digest: told.scenarioDigest },
    rubric: {
      title: await rubricTitle(tx, rubric.rubricId),
      version: rubric.version,
      digest: rubric.digest,
      body: rubric.rubric,
    },
    decision: decision && { ...decision, by: nameOf(decision.decidedBy), at: decision.decidedAt },
    appealableUntil,
    appeal: appeal && appealOf(appeal, nameOf),
    first: first && {
      decision: first.decision,
      final: first.final,
      passed: first.passed,
      by: nameOf(first.decidedBy),
      at: first.decidedAt,
    },
    notes: notes.map(({ turnNumber, kind, text, quote, suggestion, writtenBy, writtenAt }) => ({
      ...{ turnNumber, kind, text, quote, suggestion },
      by: nameOf(writtenBy),
      at: writtenAt,
    })),
    review: review && {
      content: review.content,
      score: review.score,
      by: nameOf(review.reviewerId),
      at: review.submittedAt,
    },
    proposal: grade && proposalShown ? grade.proposal : null,
    grading: grade && gradingOf(grade),
    features: grade && grade.proposal.features,
  };
}

const gradingOf = ({ proposal, digest, createdAt }: GradeEntity): DebriefFacts['grading'] => ({
  grader: proposal.grader,
  graderVersion: proposal.graderVersion,
  label: proposal.label,
  featureVersion: proposal.featureVersion,
  judge: proposal.judge,
  digest,
  at: createdAt,
});

function appealOf(appeal: AppealRow, nameOf: (id: string) => string): DebriefFacts['appeal'] {
  const { filedAt, reason, points, outcome, outcomeReason, endedBy, endedAt } = appeal;
  const ended = outcome !== null && endedBy !== null && endedAt !== null;
  return {
    ...{ filedAt, reason, points },
    end: ended ? { outcome, reason: outcomeReason, by: nameOf(endedBy), at: endedAt } : null,
  };
}
