import { TranscriptFeatures } from '../features/transcript-features.js';
import { Evidence } from '../transcript.js';

export interface ProposedPenalty {
  code: string;
  evidence: Evidence[];
}

/** Looping: this many officer lines said before, and this share of the turns that speak to the civilian. */
const LOOPING = { lines: 3, share: 0.25 };
/** Incoherent: this many officer turns without meaning, and this share of the turns that speak to the civilian. */
const INCOHERENT = { turns: 3, share: 0.3 };

/** Penalties of the rubric that the officer's own words show. A looping civilian never costs the officer points. */
export function proposedPenalties(codes: readonly string[], features: TranscriptFeatures): ProposedPenalty[] {
  const { plainTurns, repeatedLines, nonsense } = features;
  const loops = repeatedLines.length >= LOOPING.lines && repeatedLines.length >= plainTurns * LOOPING.share;
  const meaningless = new Map(nonsense.map(({ turn, quote }) => [turn, { turn, quote }]));
  const incoherent = meaningless.size >= INCOHERENT.turns && meaningless.size >= plainTurns * INCOHERENT.share;
  const found: ProposedPenalty[] = [
    ...(loops ? [{ code: 'REPETITIVE_LOOPING', evidence: repeatedLines }] : []),
    ...(incoherent ? [{ code: 'INCOHERENT_OR_ROBOTIC', evidence: [...meaningless.values()] }] : []),
  ];
  return found.filter(({ code }) => codes.includes(code));
}
