import { ActKind } from './act-kinds.js';

/** One pattern of speech. It is tried on each sentence in plain form (lower case, straight apostrophes). */
export interface SpeechRule {
  act: ActKind;
  /** Global; quantifiers are bounded so that a long line costs time in proportion to its length. */
  pattern: RegExp;
  /** The sentence is left alone when this matches it. */
  unless?: RegExp;
}

/** Builds a rule from sources joined as alternatives, each on word boundaries. */
export function rule(act: ActKind, sources: string[], unless?: RegExp): SpeechRule {
  return { act, pattern: new RegExp(`(?<![\\w'])(?:${sources.join('|')})(?![\\w])`, 'g'), unless };
}
