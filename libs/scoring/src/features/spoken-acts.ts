import { type ActKind, officerActs } from '#slm';
import { civilianSpeech, Evidence, TranscriptTurn } from '../transcript.js';
import { addressedToGrader } from './addressed-to-grader.js';
import { spokenParts } from './spoken-parts.js';
import { overlap, topicsIn, wordsIn } from './words.js';

/** One act of the officer in its place in the session. */
export interface SpokenAct extends Evidence {
  act: ActKind;
  /** 0 for the officer's first turn. */
  officerTurn: number;
  /** False for words said to a grader. */
  toCivilian: boolean;
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

/** Kind words that cost nothing to recite. */
const SOFT: ReadonlySet<ActKind> = new Set<ActKind>([
  'EMPATHY',
  'EMOTION_LABEL',
  'REASSURANCE',
  'SPACE',
  'AID',
  'CHOICE',
  'APOLOGY',
]);

/** Different good acts that count while the officer holds the floor: more is a recited list, not a conversation. */
const MOST_KINDS_AT_ONCE = 5;
/** So many kinds of soft act in a turn that takes up nothing of the civilian's make it a recital; one of them counts. */
const RECITAL = 4;
/** From this share of common words on, a line is the same formula again. */
const SAME_FORMULA = 0.6;
/** How far back an officer's turn may answer to. */
const HEARD_TURNS = 3;

const HOSTILE: ReadonlySet<ActKind> = new Set<ActKind>(['THREAT', 'ULTIMATUM', 'INSULT']);
/** Says that help is meant, explains nothing. */
const EMPTY_REASON = /^\W*(?:and |but )?i(?:'m| am)(?: just| only)? here to help(?: you)?(?: out)?\W*$/i;

interface HeardAct {
  act: ActKind;
  quote: string;
  toCivilian: boolean;
}

/** Takes up a topic of the civilian's recent turns, the civilian's name aside. */
function takesUp(text: string, heard: readonly string[], civilianName: string | undefined): boolean {
  const named = topicsIn(civilianName ?? '');
  const topics = topicsIn(heard.join(' '));
  return [...topicsIn(text)].some((topic) => topics.has(topic) && !named.has(topic));
}

/** What a civilian says to a grader gives the officer nothing to take up. */
const withoutWordsToGrader = (text: string): string =>
  (text.match(/[^.!?\n]+[.!?\n]*/g) ?? []).filter((sentence) => !addressedToGrader(sentence)).join(' ');

/** How many kinds of act may count in this turn. */
function kindsThatCount(acts: readonly HeardAct[], grounded: boolean): number {
  const meaningless = acts.filter(({ act }) => act === 'NONSENSE').length;
  const meant = acts.filter(({ act }) => CREDITABLE.has(act)).length;
  if (meaningless > 0 && meaningless >= meant) return 0;
  const soft = new Set(acts.filter(({ act }) => SOFT.has(act)).map(({ act }) => act)).size;
  return !grounded && soft >= RECITAL ? 1 : MOST_KINDS_AT_ONCE;
}

/** Kind words beside a threat, a choice that is an order, and reasons that explain nothing earn nothing. */
function isHollow({ act, quote }: HeardAct, here: readonly HeardAct[]): boolean {
  if (act === 'EXPLANATION') return EMPTY_REASON.test(quote.replace(/[’‘ʼ]/g, "'"));
  if (SOFT.has(act) && here.some((other) => HOSTILE.has(other.act))) return true;
  return act === 'CHOICE' && here.some((other) => other.act === 'ORDER' && quote.includes(other.quote));
}

/**
 * The officer's speech acts (`officerActs` of the slm library), with what may count towards a level. Discounts, all this
 * project's own: stage directions are not speech; a formula said again counts once; each kind of act counts once, and at
 * most five kinds, per stretch in which the civilian does not speak; of a recital of kind words one counts; none counts beside a
 * threat; nothing counts
 * in a turn that addresses a grader or is mostly nonsense.
 */
export function spokenActs(turns: readonly TranscriptTurn[], civilianName?: string): SpokenAct[] {
  const acts: SpokenAct[] = [];
  const said = new Map<ActKind, string[]>();
  const heard: string[] = [];
  let floor = new Set<ActKind>();
  let officerTurn = -1;
  for (const turn of turns) {
    if (turn.speaker === 'CIVILIAN') {
      heard.push(withoutWordsToGrader(civilianSpeech(turn.text)));
      floor = new Set();
    }
    if (turn.speaker !== 'OFFICER') continue;
    officerTurn++;
    const grounded = takesUp(turn.text, heard.slice(-HEARD_TURNS), civilianName);
    const context = { civilianName, civilianLastTurn: heard.at(-1) };
    const here = spokenParts(turn.text).flatMap((part) =>
      officerActs(part.text, context).map((act) => ({ ...act, toCivilian: part.toCivilian })),
    );
    const most = kindsThatCount(here, grounded);
    for (const one of here) {
      const { act, quote, toCivilian } = one;
      const before = said.get(act) ?? [];
      const again = act !== 'NAME_USE' && before.some((earlier) => overlap(earlier, quote) >= SAME_FORMULA);
      const room = UNLIMITED.has(act) ? most > 0 : !floor.has(act) && floor.size < most;
      const counts = toCivilian && CREDITABLE.has(act) && room && !again && !isHollow(one, here);
      said.set(act, [...before, quote]);
      if (counts && !UNLIMITED.has(act)) floor.add(act);
      acts.push({ act, turn: turn.number, quote, officerTurn, toCivilian, credited: counts, grounded });
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

/** "I'm here to help" promises nothing that can be fetched, called or given. */
const CONCRETE =
  /\b(?:medics?|paramedics?|ambulance|ems|doctor|nurse|first aid|bandage|fire department|crisis|counsel\w+|team|water|blanket|jacket|coat|food|drink|juice|sugar|ride|phone|call(?:ing)?|partner|unit|sister|brother|mother|mom|dad|father|family|friend|lawyer|interpreter|shelter|pressure on|checked|looked at)\b/i;

/** Help with a name: somebody or something that is called, fetched or given. */
export function isConcreteHelp(quote: string): boolean {
  return CONCRETE.test(quote);
}

/** Words in a turn that were spoken. */
export function spokenWordCount(text: string): number {
  return spokenParts(text).reduce((sum, part) => sum + wordsIn(part.text).length, 0);
}
