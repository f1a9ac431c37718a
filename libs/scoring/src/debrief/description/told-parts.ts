import { proposedScore, type ProposedScore } from '../../proposal.js';
import type { Evidence } from '../../transcript.js';
import type { DebriefFacts } from './debrief-facts.js';

/** One rubric's parts as the debrief tells them: a person's review, or the proposal for practice. */
export interface ToldParts {
  /** In the rubric's order. */
  levels: { competency: string; level: number | null; evidence: Evidence[]; reason: string | null }[];
  outcome: { band: string | null; evidence: Evidence[]; reason: string | null };
  criticalFails: { code: string; evidence: Evidence[] }[];
  penalties: { code: string; evidence: Evidence[] }[];
  score: ProposedScore;
  /** Whether a person gave them; else a grader proposed them, to no effect. */
  byPerson: boolean;
}

/** The parts that the debrief is about; null where nothing of them may be told: nobody has decided, or the session does not count. */
export function toldParts(facts: DebriefFacts): ToldParts | null {
  const { review, proposal, session, rubric, decision } = facts;
  if (decision?.decision === 'INVALIDATED') return null;
  const order = rubric.body.competencies.map(({ code }) => code);
  const inOrder = <T extends { competency: string }>(levels: readonly T[]): T[] =>
    order.flatMap((code) => levels.filter(({ competency }) => competency === code));
  if (review) {
    const { levels, outcome, criticalFails, penalties } = review.content;
    return {
      levels: inOrder(levels),
      outcome: { ...outcome, reason: null },
      criticalFails,
      penalties,
      score: { complete: true, score: review.score },
      byPerson: true,
    };
  }
  if (!proposal || session.mode !== 'PRACTICE') return null;
  return {
    levels: inOrder(proposal.levels),
    outcome: proposal.outcome,
    criticalFails: proposal.criticalFails,
    penalties: proposal.penalties,
    score: proposedScore(rubric.body, proposal),
    byPerson: false,
  };
}
