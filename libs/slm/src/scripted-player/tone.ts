import { ActKind } from '../speech/act-kinds.js';

export const TONES = ['PRESSURE', 'KINDNESS'] as const;

/** How the officer last came across, as far as it still colours what the civilian says next. */
export type Tone = (typeof TONES)[number];

const PRESSING: ReadonlySet<ActKind> = new Set(['ORDER', 'THREAT', 'ULTIMATUM', 'INSULT', 'DISMISSAL', 'PROFANITY']);
const KIND: ReadonlySet<ActKind> = new Set([
  'EMPATHY',
  'EMOTION_LABEL',
  'PARAPHRASE',
  'REASSURANCE',
  'APOLOGY',
  'SPACE',
  'AID',
]);

/** The tone of one officer turn; one hard word outweighs the kind ones. Undefined where the turn was neither. */
export function toneOf(acts: readonly ActKind[]): Tone | undefined {
  if (acts.some((act) => PRESSING.has(act))) return 'PRESSURE';
  return acts.some((act) => KIND.has(act)) ? 'KINDNESS' : undefined;
}
