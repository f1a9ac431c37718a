import { type ActKind, officerActs } from '#slm';
import { Evidence, TranscriptTurn } from '../transcript.js';
import { spokenParts } from './spoken-parts.js';
import { overlap, topicsIn, wordsIn } from './words.js';

/** One act of the officer in its place in the session. */
export interface SpokenAct extends Evidence {
  act: ActKind;
  /** 0 for the officer's first turn. */
  officerTurn: number;
  /** Whether it may raise a level: false for repetition, stuffing, and words said to a grader instead of a person. */
  credited: boolean;
  /** The officer's turn takes up something the civilian said in one of the three turns before. */
  grounded: boolean;
}

/** Acts that may raise a level, and so are worth faking. */
const CREDITABLE: ReadonlySet<ActKind> = new Set<ActKind>([
  'INTRODUCTION',
  'EXPLANATION',
  'OPEN_QUESTION',
  'CLOSED_QUESTION',
  'SAFETY_QUESTION',
  'EMPATHY',
  'EMOTION_LABEL',
  'PARAPHRASE',
  'REASSURANCE',
  'APOLOGY',
  'CHOICE',
  'REQUEST',
  'SPACE',
  'AID',
  'REFERRAL',
  'PROMISE',
  'NAME_USE',
]);
/** Short by nature; saying a name twice is not a formula. */
const UNLIMITED: ReadonlySet<ActKind> = new Set<ActKind>(['NAME_USE', 'CLOSED_QUESTION', 'REQUEST']);

/** Different good acts that count while the officer holds the floor: more is a recited list, not a conversation. */
const MOST_KINDS_AT_ONCE = 5;
/** From this share of common words on, a line is the same formula again. */
const SAME_FORMULA = 0.6;
/** How far back an officer's turn may answer to. */
const HEARD_TURNS = 3;

interface Floor {
  kinds: Set<ActKind>;
}

function isRepeat(quote: string, earlier: readonly string[]): boolean {
  return earlier.some((before) => overlap(before, quote) >= SAME_FORMULA);
}

/** Takes up a topic of the civilian's recent turns, the civilian's name aside. */
function takesUp(text: string, heard: readonly string[], civilianName: string | undefined): boolean {
  const named = topicsIn(civilianName ?? '');
  const topics = topicsIn(heard.join(' '));
  return [...topicsIn(text)].some((topic) => topics.has(topic) && !named.has(topic));
}

/**
 * The officer's speech acts (`officerActs` of the slm library), with what may count towards a level. Discounts, all this
 * project's own: stage directions are not speech; a formula said again counts once; each kind of act counts once, and at
 * most five kinds, per stretch in which the civilian does not speak; nothing counts in a turn that addresses a grader.
 */
export function spokenActs(turns: readonly TranscriptTurn[], civilianName?: string): SpokenAct[] {
  const acts: SpokenAct[] = [];
  const credited = new Map<ActKind, string[]>();
  const heard: string[] = [];
  let floor: Floor = { kinds: new Set() };
  let officerTurn = -1;
  for (const turn of turns) {
    if (turn.speaker === 'CIVILIAN') {
      heard.push(turn.text);
      floor = { kinds: new Set() };
    }
    if (turn.speaker !== 'OFFICER') continue;
    officerTurn++;
    const grounded = takesUp(turn.text, heard.slice(-HEARD_TURNS), civilianName);
    for (const part of spokenParts(turn.text)) {
      for (const { act, quote } of officerActs(part.text, { civilianName, civilianLastTurn: heard.at(-1) })) {
        const before = credited.get(act) ?? [];
        const isNew = UNLIMITED.has(act) || (!floor.kinds.has(act) && floor.kinds.size < MOST_KINDS_AT_ONCE);
        const counts =
          part.toCivilian && CREDITABLE.has(act) && isNew && (act === 'NAME_USE' || !isRepeat(quote, before));
        if (counts) {
          credited.set(act, [...before, quote]);
          if (!UNLIMITED.has(act)) floor.kinds.add(act);
        }
        acts.push({ act, turn: turn.number, quote, officerTurn, credited: counts, grounded });
      }
    }
  }
  return acts;
}

/** Acts of these kinds that count towards a level. */
export function creditedActs(acts: readonly SpokenAct[], ...kinds: ActKind[]): SpokenAct[] {
  return acts.filter((act) => act.credited && kinds.includes(act.act));
}

/** Every act of these kinds, counted or not: a threat said twice is two threats. */
export function allActs(acts: readonly SpokenAct[], ...kinds: ActKind[]): SpokenAct[] {
  return acts.filter((act) => kinds.includes(act.act));
}

/** Words in a turn that were spoken. */
export function spokenWordCount(text: string): number {
  return spokenParts(text).reduce((sum, part) => sum + wordsIn(part.text).length, 0);
}
