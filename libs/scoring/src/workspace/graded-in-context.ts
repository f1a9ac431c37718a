import type { TranscriptTurn } from '../transcript.js';
import type { DraftContent } from './review-draft.entity.js';
import { evidenceInContext, type EvidenceInContext } from './evidence-in-context.js';

/** A proposal, a review or a draft of one, with each of its quotes where it was said. */
export interface GradedInContext {
  levels: { competency: string; level: number | null; evidence: EvidenceInContext[]; reason: string | null }[];
  outcome: { band: string | null; evidence: EvidenceInContext[] };
  criticalFails: { code: string; evidence: EvidenceInContext[] }[];
  penalties: { code: string; evidence: EvidenceInContext[] }[];
}

/**
 * @param content of a proposal, a review or a draft
 * @param turns as the reader may see them
 * @param shown what a text becomes before the reader sees it: the same length, so that it is found in the turns as shown
 */
export function gradedInContext(
  content: DraftContent,
  turns: readonly TranscriptTurn[],
  shown: (text: string) => string,
): GradedInContext {
  const inContext = (evidence: DraftContent['outcome']['evidence']): EvidenceInContext[] =>
    evidence.map(({ turn, quote }) => evidenceInContext(turns, { turn, quote: shown(quote) }));
  const findings = (list: DraftContent['penalties']): GradedInContext['penalties'] =>
    list.map(({ code, evidence }) => ({ code, evidence: inContext(evidence) }));
  return {
    levels: content.levels.map(({ competency, level, evidence, reason }) => ({
      competency,
      level,
      evidence: inContext(evidence),
      reason: reason === null ? null : shown(reason),
    })),
    outcome: { band: content.outcome.band, evidence: inContext(content.outcome.evidence) },
    criticalFails: findings(content.criticalFails),
    penalties: findings(content.penalties),
  };
}
