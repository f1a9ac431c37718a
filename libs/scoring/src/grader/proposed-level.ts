import { TranscriptFeatures } from '../features/transcript-features.js';
import { Evidence, TranscriptTurn } from '../transcript.js';
import { ProposedOutcome } from './closing.js';

/** A level from 0 to 5, or null: the grader abstains and a person decides. */
export interface ProposedLevel {
  competency: string;
  level: number | null;
  evidence: Evidence[];
  reason: string;
  /** Of a grader that answers more than once: from its lowest level to its highest; absent for others. */
  spread?: number;
}

export interface GradedSession {
  turns: readonly TranscriptTurn[];
  features: TranscriptFeatures;
  outcome: ProposedOutcome;
}

/** A rule reads one competency off the features; it states no level without evidence. */
export type LevelRule = (session: GradedSession) => Omit<ProposedLevel, 'competency'>;

/** Quotes shown per level; more would hide the telling ones. */
const MOST_EVIDENCE = 6;

/** A level with its evidence; without any evidence there is no level. */
export function level(value: number, reason: string, ...evidence: readonly Evidence[][]): ReturnType<LevelRule> {
  const seen = new Set<string>();
  const shown = evidence
    .flat()
    .map(({ turn, quote }) => ({ turn, quote }))
    .filter(({ turn, quote }) => !seen.has(`${turn} ${quote}`) && seen.add(`${turn} ${quote}`));
  if (shown.length === 0) return abstain(reason);
  return { level: value, evidence: shown.slice(0, MOST_EVIDENCE), reason };
}

export function abstain(reason: string): ReturnType<LevelRule> {
  return { level: null, evidence: [], reason };
}

/** Keeps a level within the scale. */
export function within(value: number): number {
  return Math.max(0, Math.min(5, value));
}

/** Findings in different turns; two in one breath are one. */
export function turnsIn(evidence: readonly Evidence[]): number {
  return new Set(evidence.map(({ turn }) => turn)).size;
}
