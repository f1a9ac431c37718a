/** Signals counted in a dialogue, by the idea of DeEscalWild's curation (arXiv 2604.13075). Information only: nothing is rejected by it. */
export interface CurationNote {
  policeSignals: number;
  escalationSignals: number;
  deEscalationSignals: number;
  /** At least 2 police signals, and at least 3 signals of escalation or 3 of de-escalation. */
  meetsRule: boolean;
  /** Why it does not, in words. */
  shortOf?: string;
}

const words = (list: string): RegExp => new RegExp(`\\b(?:${list})\\b`, 'gi');

// The paper publishes its thresholds, not its words: these are this project's own.
const POLICE = words(
  "officer|police|deputy|sergeant|sheriff|trooper|dispatch|(?:driver'?s )?licen[cs]e|registration|badge|backup|warrant|custody|pulled you over|police department",
);
const ESCALATION = words(
  "get on the ground|hands (?:up|behind)|shut up|back off|don'?t touch me|leave me alone|get away|right now|or else|under arrest|last (?:time|warning)|drop (?:it|the)|stop resisting|calm down|scream(?:ing)?|threat(?:en)?(?:s|ed|ing)?|taser?|weapon|knife|gun",
);
const DE_ESCALATION = words(
  "i understand|i hear you|take your time|talk to me|help you|here to help|i'?m listening|tell me (?:more|about|what)|it'?s okay|you'?re safe|thank you|that (?:sounds|must)|take a (?:breath|moment|seat)|no rush|what do you need|i appreciate|work (?:this|it) out|sorry (?:to hear|that|about)|what happened",
);

/** Counts the signals in the texts of one dialogue. */
export function curationNote(texts: readonly string[]): CurationNote {
  const count = (signal: RegExp): number => texts.reduce((sum, text) => sum + (text.match(signal)?.length ?? 0), 0);
  const policeSignals = count(POLICE);
  const escalationSignals = count(ESCALATION);
  const deEscalationSignals = count(DE_ESCALATION);
  const short = [
    ...(policeSignals < 2 ? [`${policeSignals} of 2 police signals`] : []),
    ...(Math.max(escalationSignals, deEscalationSignals) < 3
      ? [`${escalationSignals} of 3 escalation and ${deEscalationSignals} of 3 de-escalation signals`]
      : []),
  ];
  const note = { policeSignals, escalationSignals, deEscalationSignals, meetsRule: short.length === 0 };
  return short.length === 0 ? note : { ...note, shortOf: short.join('; ') };
}
