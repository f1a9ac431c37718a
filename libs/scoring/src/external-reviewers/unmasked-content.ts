import type { TenantTx } from '#platform';
import type { GradedSession } from '../grading/graded-session.queries.js';
import type { Evidence, TranscriptTurn } from '../transcript.js';
import { originalEvidence } from './masked-names.js';
import { namesOf } from './trainee-names.queries.js';

/** The parts of a review that quote; the lists of a draft may hold less. */
interface Quoting {
  levels: { evidence: Evidence[] }[];
  outcome: { evidence: Evidence[] };
  criticalFails: { evidence: Evidence[] }[];
  penalties: { evidence: Evidence[] }[];
}

/** A review by somebody who sees the names covered, with its quotes as they were said. */
export async function unmaskedContent<Content extends Quoting>(
  tx: TenantTx,
  session: Pick<GradedSession, 'traineeId'>,
  turns: readonly TranscriptTurn[],
  content: Content,
): Promise<Content> {
  const names = await namesOf(tx, session.traineeId);
  return quotesChanged(content, (evidence) => originalEvidence(turns, names, evidence));
}

/** The same review with each of its quotes changed. */
export function quotesChanged<Content extends Quoting>(content: Content, change: (one: Evidence) => Evidence): Content {
  const changed = <Part extends { evidence: Evidence[] }>(part: Part): Part => ({
    ...part,
    evidence: part.evidence.map(change),
  });
  return {
    ...content,
    levels: content.levels.map(changed),
    outcome: changed(content.outcome),
    criticalFails: content.criticalFails.map(changed),
    penalties: content.penalties.map(changed),
  };
}
