import { ActKind } from '../speech/act-kinds.js';
import { Band, PlayerScript } from './player-script.js';

/** Most that one officer turn may move the civilian, up and down, on scales of 0 to 10: nobody is cured by a sentence. */
export const MOST_STRESS_RISE = 1.2;
export const MOST_STRESS_FALL = 0.8;
export const MOST_TRUST_RISE = 0.7;
export const MOST_TRUST_FALL = 1.2;

/** [stress, trust] moved by each act; an act counts once a turn however often it occurs. The figures are this project's own. */
const EFFECT: Record<ActKind, readonly [number, number]> = {
  INTRODUCTION: [-0.2, 0.4],
  EXPLANATION: [-0.25, 0.35],
  OPEN_QUESTION: [-0.3, 0.3],
  CLOSED_QUESTION: [0, 0.05],
  SAFETY_QUESTION: [-0.05, 0.15],
  EMPATHY: [-0.55, 0.45],
  EMOTION_LABEL: [-0.5, 0.4],
  PARAPHRASE: [-0.5, 0.45],
  REASSURANCE: [-0.4, 0.3],
  APOLOGY: [-0.5, 0.5],
  CHOICE: [-0.4, 0.4],
  REQUEST: [-0.05, 0.1],
  ORDER: [0.55, -0.3],
  THREAT: [1.1, -1],
  ULTIMATUM: [0.9, -0.8],
  INSULT: [1, -1],
  PROFANITY: [0.35, -0.3],
  DISMISSAL: [0.75, -0.7],
  SPACE: [-0.6, 0.4],
  AID: [-0.4, 0.4],
  REFERRAL: [-0.25, 0.25],
  PROMISE: [-0.2, 0.2],
  NAME_USE: [-0.1, 0.1],
  GREETING: [-0.1, 0.15],
  NONSENSE: [0.2, -0.2],
};

const HOSTILE: readonly ActKind[] = ['THREAT', 'ULTIMATUM', 'INSULT', 'DISMISSAL', 'PROFANITY'];

export interface Mood {
  stress: number;
  trust: number;
}

const within = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

const patterns = new WeakMap<readonly string[], RegExp[]>();

/** Each word or phrase at the start of a word; compiled once for a script, as every turn asks for all of them. */
function patternsOf(words: readonly string[]): RegExp[] {
  const compiled =
    patterns.get(words) ??
    words.map((word) => new RegExp(`(?<![\\p{L}])${word.toLowerCase().replace(/[^\p{L}\p{N}' -]/gu, '.')}`, 'u'));
  patterns.set(words, compiled);
  return compiled;
}

function mentions(plain: string, words: readonly string[]): number {
  return patternsOf(words).filter((pattern) => pattern.test(plain)).length;
}

/**
 * The mood after one officer turn. Kindness works slower on somebody who trusts little, counts half beside hostility,
 * and not at all when the officer says the very same words again.
 *
 * @param plain the officer's line in plain form; @param repeated the officer has already said exactly this
 */
export function moodAfter(
  script: PlayerScript,
  mood: Mood,
  acts: readonly ActKind[],
  plain: string,
  repeated: boolean,
): Mood {
  const kinds = new Set(acts);
  const hostile = HOSTILE.some((kind) => kinds.has(kind));
  let up = repeated ? 0.35 : 0;
  let down = 0;
  let gain = 0;
  let loss = repeated ? 0.2 : 0;
  for (const kind of kinds) {
    const [stress, trust] = EFFECT[kind];
    if (stress > 0) up += stress;
    else down -= stress;
    if (trust > 0) gain += trust;
    else loss -= trust;
  }
  // "Nobody is putting you in handcuffs" names the trigger to take it away.
  if (!kinds.has('REASSURANCE') || hostile) up += 0.4 * Math.min(2, mentions(plain, script.triggerWords));
  if (!hostile) down += 0.25 * Math.min(2, mentions(plain, script.sootherWords));
  const kept = repeated ? 0 : hostile ? 0.5 : 1;
  const ease = kept * (0.42 + 0.05 * mood.trust);
  return {
    stress: rounded(within(0, mood.stress + within(-MOST_STRESS_FALL, up - down * ease, MOST_STRESS_RISE), 10)),
    trust: rounded(within(0, mood.trust + within(-MOST_TRUST_FALL, gain * kept - loss, MOST_TRUST_RISE), 10)),
  };
}

/** The band a stress of 0 to 10 lies in. */
export function bandOf(script: PlayerScript, stress: number): Band {
  if (stress <= script.bands.CALM) return 'CALM';
  if (stress <= script.bands.UNEASY) return 'UNEASY';
  return stress <= script.bands.AGITATED ? 'AGITATED' : 'CRISIS';
}
