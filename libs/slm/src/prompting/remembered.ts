import { SpokenTurn } from '../scripted-player/play-turn.js';
import { ActKind } from '../speech/act-kinds.js';
import { plainText, sentencesOf, wordsOf } from '../speech/clauses.js';
import { FUNCTION_WORDS } from '../speech/lexicon/common-words.js';
import { officerActs } from '../speech/officer-acts.js';
import { stem } from '../speech/stem.js';
import { BoundedMap } from '#platform';
import { splitCues } from './dialogue-messages.js';
import { plainWords } from './fill-form.js';

export const REMEMBERED_KINDS = [
  'INTRODUCED',
  'PROMISED',
  'THREATENED',
  'ASKED',
  'TOLD',
  'GAVE_WAY',
  'SEEN',
  'EVENT',
] as const;
export type RememberedKind = (typeof REMEMBERED_KINDS)[number];

/** Something of the dialogue worth keeping after its turn has left the prompt: quoted, never rephrased. */
export interface Remembered {
  /** Index of the turn in the session. */
  turn: number;
  kind: RememberedKind;
  /** The sentence, and where there is room for it the whole turn it was said in. */
  quote: string;
  inTurn: string;
  /** How much would be lost without it; compares only within a kind. */
  weight: number;
  /** Stems of its content words, to notice the same thing told again. */
  stems: ReadonlySet<string>;
}

const KIND_OF_ACT: Partial<Record<ActKind, RememberedKind>> = {
  THREAT: 'THREATENED',
  ULTIMATUM: 'THREATENED',
  INSULT: 'THREATENED',
  PROMISE: 'PROMISED',
  REFERRAL: 'PROMISED',
  CHOICE: 'PROMISED',
  AID: 'PROMISED',
  INTRODUCTION: 'INTRODUCED',
  SAFETY_QUESTION: 'ASKED',
  OPEN_QUESTION: 'ASKED',
};

const PEOPLE =
  /\b(?:mother|mom|father|dad|sister|brother|wife|husband|son|daughter|kids?|child|children|baby|boy|girl|girlfriend|boyfriend|friend|landlord|boss|doctor|neighbou?r|client)\b/;
const GRAVE =
  /\b(?:knife|blade|cutter|gun|pills?|meds|medication|insulin|diabetic|sugar|hospital|died|dead|die|kill|hurt|blood|bleeding|pregnant|sleep|slept|voices|drunk|drinking)\b/;
const FIRST_PERSON = /\b(?:i|i'm|i've|i'd|i was|my|me|we|our)\b/;
const PLACE = '(?:down|away|back|aside|over|bench|floor|ground|table|dash|dashboard|seat|step|sink|bag)';
const HANDLING =
  '(?:put|puts|putting|set|setting|lay|laid|laying|slid|slide|sliding|drop|dropping|dropped|leave|leaving)';
/** What the civilian does or agrees to do for the officer. */
const GAVE_WAY = new RegExp(
  [
    `\\b${HANDLING}\\b.{0,40}\\b${PLACE}\\b`,
    `\\bit's (?:down|in|off|away|on the ${PLACE})$`,
    "\\bhere's (?:the|my)\\b",
    "\\bi(?:'ll| can) (?:sit|come|go|stay|wait|take|drink|leave|talk|try|do (?:that|it)|put|step|give|show)\\b",
    "\\bi'm (?:coming out|sitting|stepping|getting out|drinking|going to (?:sit|drink|come|put|step))\\b",
  ].join('|'),
);
/** A condition, a refusal or what others do is no giving way. */
const STOOD_FIRM = /^(?:if|when|unless|until|why|you|they|don't)\b|\b(?:not|never|won't|can't|no way|don't|didn't)\b/;

function contentStems(plain: string): Set<string> {
  const words = wordsOf(plain).filter((word) => word.length > 2 && !FUNCTION_WORDS.has(word));
  return new Set(words.map(stem));
}

function toldWeight(plain: string, original: string, marked: boolean, stems: ReadonlySet<string>): number {
  const names = original.slice(1).match(/(?<![.!?]\s)\b\p{Lu}\p{Ll}{2,}/gu) ?? [];
  return (
    Math.min(6, stems.size) * 0.5 +
    (PEOPLE.test(plain) ? 2 : 0) +
    (GRAVE.test(plain) ? 2 : 0) +
    (/\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|forty)\b/.test(plain) ? 1.5 : 0) +
    Math.min(2, names.length) * 1.5 +
    (FIRST_PERSON.test(plain) ? 1 : 0) -
    (marked ? 3 : 0)
  );
}

type Found = Omit<Remembered, 'turn'>;

function seen(text: string, weight: number, kind: 'SEEN' | 'EVENT' = 'SEEN'): Found {
  const quote = plainWords(text);
  return { kind, quote, inTurn: quote, weight, stems: new Set() };
}

function civilianFound(text: string): Found[] {
  const { cues, spoken } = splitCues(text);
  const inTurn = plainWords(spoken);
  const found = sentencesOf(spoken).flatMap((sentence): Found[] => {
    const original = spoken.slice(sentence.start, sentence.end);
    const stems = contentStems(sentence.text);
    const gaveWay = !sentence.marked && GAVE_WAY.test(sentence.text) && !STOOD_FIRM.test(sentence.text);
    const weight = toldWeight(sentence.text, original, sentence.marked, stems);
    if (!gaveWay && (weight < 2 || stems.size < 2)) return [];
    return [{ kind: gaveWay ? 'GAVE_WAY' : 'TOLD', quote: plainWords(original), inTurn, weight, stems }];
  });
  const best = (kind: RememberedKind): Found[] =>
    found
      .filter((one) => one.kind === kind)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 1);
  return [...cues.map((cue) => seen(cue, 1)), ...best('TOLD'), ...best('GAVE_WAY')];
}

function officerFound(text: string, civilianName: string, civilianLastTurn: string): Found[] {
  const narrated = [...text.matchAll(/\[([^\]]{3,200})\]/g)].map((found) => seen(`the officer ${found[1].trim()}`, 2));
  const acts = officerActs(text, { civilianName, civilianLastTurn });
  const plain = plainText(text);
  const said = sentencesOf(text).flatMap((sentence): Found[] => {
    const within = acts.filter(({ quote }) => {
      const at = text.indexOf(quote);
      return at >= sentence.start && at < sentence.end + 1;
    });
    // A threat in a sentence outweighs the offer that stands beside it.
    const kind = (Object.keys(KIND_OF_ACT) as ActKind[]).find((act) => within.some((one) => one.act === act));
    if (!kind) return [];
    const original = text.slice(sentence.start, sentence.end) + (sentence.marked ? '?' : '');
    const stems = contentStems(plain.slice(sentence.start, sentence.end));
    const quote = plainWords(original);
    return [{ kind: KIND_OF_ACT[kind] ?? 'ASKED', quote, inTurn: quote, weight: stems.size, stems }];
  });
  return [...narrated, ...said];
}

// Hearing a line costs about a millisecond, and every prompt of a session asks for the same ones.
const heard = new BoundedMap<readonly Found[]>(4096);

function foundIn(turn: SpokenTurn, civilianName: string, civilianLastTurn: string): readonly Found[] {
  const key = JSON.stringify([
    turn.speaker,
    turn.text,
    civilianName,
    turn.speaker === 'OFFICER' ? civilianLastTurn : '',
  ]);
  const known = heard.get(key);
  if (known) return known;
  const found: Found[] =
    turn.speaker === 'OFFICER'
      ? officerFound(turn.text, civilianName, civilianLastTurn)
      : turn.speaker === 'CIVILIAN'
        ? civilianFound(turn.text)
        : [seen(turn.text, 1, 'EVENT')];
  heard.set(key, found);
  return found;
}

/** What these turns hold that somebody in the conversation would remember, in their order. */
export function rememberedOf(turns: readonly SpokenTurn[], civilianName: string): Remembered[] {
  let civilianLast = '';
  return turns.flatMap((turn, index) => {
    const found = foundIn(turn, civilianName, civilianLast);
    if (turn.speaker === 'CIVILIAN') civilianLast = splitCues(turn.text).spoken;
    return found.filter(({ quote }) => quote !== '').map((one) => ({ ...one, turn: index }));
  });
}
