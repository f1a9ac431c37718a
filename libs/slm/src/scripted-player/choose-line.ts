import { ActKind } from '../speech/act-kinds.js';
import { LineIndex, searchTerms } from './line-index.js';
import { lot } from './lot.js';
import { Band, BANDS, PlayerLine, PlayerScript } from './player-script.js';
import { PlayerState } from './player-state.js';
import { temperOf } from './temper.js';

/** How much each act begs for an answer when one line does several things. */
const SALIENCE: Record<ActKind, number> = {
  SAFETY_QUESTION: 9,
  THREAT: 9,
  INSULT: 8.5,
  ULTIMATUM: 8,
  DISMISSAL: 7.5,
  REFERRAL: 7,
  APOLOGY: 7,
  AID: 6.5,
  CHOICE: 6.5,
  OPEN_QUESTION: 6,
  CLOSED_QUESTION: 5.5,
  REQUEST: 6,
  SPACE: 6,
  PROMISE: 6,
  EMOTION_LABEL: 6,
  ORDER: 6,
  PARAPHRASE: 5.5,
  EMPATHY: 5.5,
  REASSURANCE: 5.5,
  PROFANITY: 5,
  INTRODUCTION: 5,
  EXPLANATION: 4.5,
  GREETING: 3,
  NAME_USE: 0.5,
  NONSENSE: 5,
};

/** Acts that leave room for nonsense to be what the turn was: "Hey Owen, do you like kazoos?" */
const IDLE: ReadonlySet<ActKind> = new Set([
  'NONSENSE',
  'GREETING',
  'NAME_USE',
  'OPEN_QUESTION',
  'CLOSED_QUESTION',
  'ORDER',
  'REQUEST',
  'CHOICE',
  'EXPLANATION',
  'INTRODUCTION',
  'PROMISE',
]);

/** "How long has it been like that?", "Why?": words that point at what the civilian just said. */
export const POINTS_BACK =
  /\b(?:it|they|them|she|he|her|him|more|else|happened)\b|\b(?:that|this|those)(?= (?:is|was|been|go|going|feel|happen|start|make|made|mean|about|like|for)\b|[^a-z]*$)|^\W*(?:\S+\s+){0,2}\S+\W*$/;

/** What a line loses for each point of stress between its temper and the civilian's, and at most. */
const TEMPER = 0.9;
const MOST_TEMPER = 3;

/** What a topic named by the way ("what happened to your wife") loses against the one most words are about. */
const AFFINITY = 2;

export interface Heard {
  text: string;
  acts: ActKind[];
  /** Acts of the last sentence: what is said last is answered first. */
  lastActs: ActKind[];
  topics: string[];
  lastTopics: string[];
  /** How much the words are those of each topic, 0 to 1. */
  affinity: ReadonlyMap<string, number>;
  band: Band;
  seed: number;
}

/** Whether the facts on the table and the trust earned allow these words now. */
export function isOpen(
  line: { needs?: string[]; unless?: string[]; minTrust?: number; maxTrust?: number },
  state: PlayerState,
): boolean {
  return (
    (line.needs ?? []).every((fact) => state.facts.includes(fact)) &&
    !(line.unless ?? []).some((fact) => state.facts.includes(fact)) &&
    state.trust >= (line.minTrust ?? 0) &&
    state.trust <= (line.maxTrust ?? 10)
  );
}

function fit(
  script: PlayerScript,
  line: PlayerLine,
  heard: Heard,
  state: PlayerState,
  index: LineIndex,
  terms: Set<string>,
): number | undefined {
  const distance = Math.min(...line.in.map((one) => Math.abs(BANDS.indexOf(one) - BANDS.indexOf(heard.band))));
  if (distance > 1) return undefined;
  // Somebody who trusts tells more than somebody who only may.
  let score = (distance === 0 ? 4 : 0) + 0.3 * (line.minTrust ?? 0);
  score -= Math.min(MOST_TEMPER, TEMPER * Math.abs(temperOf(script, line) - state.stress));
  const absurd = heard.acts.includes('NONSENSE') && heard.acts.every((one) => IDLE.has(one));
  if (absurd && (line.acts ?? line.topics) && !line.acts?.includes('NONSENSE')) return undefined;
  if (line.acts?.length) {
    const met = line.acts.filter((one) => heard.acts.includes(one));
    if (met.length === 0) return undefined;
    score += Math.max(...met.map((one) => SALIENCE[one] + (heard.lastActs.includes(one) ? 2.5 : 0)));
  }
  if (line.topics?.length) {
    const named = line.topics.filter((topic) => heard.topics.includes(topic));
    const followed =
      named.length === 0 &&
      heard.topics.length === 0 &&
      state.about !== undefined &&
      line.topics.includes(state.about) &&
      POINTS_BACK.test(heard.text.toLowerCase());
    if (named.length === 0 && !followed) return undefined;
    score += followed ? 3 : 6 + (named.some((topic) => heard.lastTopics.includes(topic)) ? 2 : 0);
    score += AFFINITY * Math.max(0, ...named.map((topic) => heard.affinity.get(topic) ?? 0));
  } else if (heard.topics.length > 0 && line.acts?.length) {
    // A general answer is second best where the officer spoke of something this person has words for.
    score -= 1;
  }
  return score + Math.min(6, index.score(line, terms));
}

/**
 * The unused line that best answers what was heard: the right acts and topics first, then the words themselves, with a lot
 * drawn by seed between near equals. Lines of a neighbouring band serve when the band has none as good.
 *
 * @returns undefined when nothing is left to say
 */
export function chooseLine(
  script: PlayerScript,
  index: LineIndex,
  heard: Heard,
  state: PlayerState,
): PlayerLine | undefined {
  const terms = new Set(searchTerms(heard.text));
  // Drawn anew when the mood has moved by half a point: people do not phrase things alike in another mood.
  const mood = `${Math.round(2 * state.stress)}:${Math.round(2 * state.trust)}`;
  let best: { line: PlayerLine; score: number } | undefined;
  for (const line of script.lines) {
    if (state.used.includes(line.id) || !isOpen(line, state)) continue;
    const score = fit(script, line, heard, state, index, terms);
    if (score === undefined) continue;
    const drawn = score + 1.5 * lot(heard.seed, `${state.officerTurns}:${mood}:${line.id}`);
    if (!best || drawn > best.score) best = { line, score: drawn };
  }
  return best?.line;
}
