import { BoundedMap } from '#platform';
import { ActKind, OfficerAct, SpeechContext } from './act-kinds.js';
import { coveringClauses, plainText, Sentence, sentencesOf, Span, wordsOf } from './clauses.js';
import { BLAME_RULES } from './blame-rules.js';
import { CONTACT_RULES } from './contact-rules.js';
import { directiveActs } from './directives.js';
import { FUNCTION_WORDS } from './lexicon/common-words.js';
import { HELPING_RULES } from './helping-rules.js';
import { addressesMachine, isMockCeremony, isNonsense } from './nonsense.js';
import { PRESSURE_RULES } from './pressure-rules.js';
import { questionActs } from './questions.js';
import { RAPPORT_RULES } from './rapport-rules.js';
import { stem } from './stem.js';
import { sympathyActs } from './sympathy.js';
import { COLD, SYMPATHY_RULES } from './sympathy-rules.js';

const RULES = [
  ...PRESSURE_RULES,
  ...BLAME_RULES,
  ...RAPPORT_RULES,
  ...SYMPATHY_RULES,
  ...HELPING_RULES,
  ...CONTACT_RULES,
];
const HOSTILE: ReadonlySet<ActKind> = new Set(['THREAT', 'ULTIMATUM', 'INSULT', 'DISMISSAL']);
/** Acts that cold words undo: "I don't care what you've been through." */
const WARM: ReadonlySet<ActKind> = new Set(['EMPATHY', 'EMOTION_LABEL', 'REASSURANCE', 'APOLOGY']);
/** Acts that nonsense may wear as a coat: "Would you rather waltz or polka?" offers no choice. */
const COURTESIES: ReadonlySet<ActKind> = new Set([
  'GREETING',
  'NAME_USE',
  'CLOSED_QUESTION',
  'OPEN_QUESTION',
  'EXPLANATION',
  'CHOICE',
  'REQUEST',
  'PROMISE',
  'PARAPHRASE',
  'INTRODUCTION',
]);
const RETELLING = /^(?:so|you|your|it|they|she|he|okay so|and you|then you|right so|because)\b/;

/** "So it never lets up": a statement that draws together what was heard. */
const SUMMING_UP = /^so,? (?:it|you|they|she|he|nobody|no one|the|that|everything|your|all|every) (?:[a-z']+ ){2,}/;

function isShouted(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  const upper = text.replace(/[^\p{Lu}]/gu, '');
  return letters.length >= 8 && upper.length * 5 >= letters.length * 4;
}

function contentStems(text: string): Set<string> {
  return new Set(
    wordsOf(plainText(text))
      .filter((word) => !FUNCTION_WORDS.has(word) && word.length > 2)
      .map(stem),
  );
}

function nameParts(name: string | undefined): string[] {
  return wordsOf(plainText(name ?? '')).filter((part) => part.length > 1 && !/^(?:mr|mrs|ms|dr|jr|sr)$/.test(part));
}

/** A statement to the civilian that reuses at least two of the civilian's own content words says back what was said. */
function retells(sentence: Sentence, heard: ReadonlySet<string>): boolean {
  if (sentence.marked ? !/^so\b/.test(sentence.text) : !RETELLING.test(sentence.text)) return false;
  let shared = 0;
  for (const word of contentStems(sentence.text)) if (heard.has(word)) shared++;
  return shared >= 2;
}

/** "I'm Dana," "I am Ruiz with ...": a capital letter after "I'm" that is not the start of something else. */
function givenName(text: string, sentence: Sentence): Span | undefined {
  const original = text.slice(sentence.start, sentence.end);
  const found = /\b(?:I['’]m|I am)\s+(?!I\b|Not\b|A\b)([A-Z][a-z]{2,15})\b/.exec(original);
  if (!found || isShouted(original)) return undefined;
  return { start: sentence.start + found.index, end: sentence.start + found.index + found[0].length, text: found[0] };
}

/** Lines whose acts are kept: the player, the coach and every grader hear the same ones. */
const KEPT = 4_000;
const known = new BoundedMap<readonly OfficerAct[]>(KEPT);

/**
 * What an officer's line does, as acts with the exact words that carried them, in the order spoken; an act appears once per
 * distinct quote. Total and deterministic: any string is accepted, an empty one gives no acts, time grows in proportion to length.
 *
 * The rules read clause structure and broad word lists of US English. They are a feature extractor, not a judge: they know
 * nothing of tone of voice, sarcasm or truth.
 */
export function officerActs(text: string, context: SpeechContext = {}): readonly OfficerAct[] {
  const key = JSON.stringify([text, context.civilianName ?? '', context.civilianLastTurn ?? '']);
  const before = known.get(key);
  if (before) return before;
  const acts = hearActs(text, context);
  known.set(key, acts);
  return acts;
}

function hearActs(text: string, context: SpeechContext): OfficerAct[] {
  const found: OfficerAct[] = [];
  const heard = contentStems(context.civilianLastTurn ?? '');
  const names = nameParts(context.civilianName);
  for (const sentence of sentencesOf(text)) {
    const quoteOf = (span: Span): string => text.slice(span.start, span.end);
    const whole = quoteOf(sentence);
    const shouted = isShouted(whole);
    const here: OfficerAct[] = [];
    const cold = COLD.test(sentence.text);
    for (const rule of RULES) {
      // Most rules find nothing, and to look first is cheaper: `matchAll` makes another expression of the pattern each time.
      if (sentence.text.search(rule.pattern) < 0) continue;
      if (rule.unless?.test(sentence.text) || (cold && WARM.has(rule.act))) continue;
      for (const match of sentence.text.matchAll(rule.pattern)) {
        if (match[0].length === 0) continue;
        const start = sentence.start + match.index;
        here.push({
          act: rule.act,
          quote: quoteOf(coveringClauses(sentence, start, start + match[0].trimEnd().length)),
        });
      }
    }
    const directives = directiveActs(sentence, shouted, quoteOf, names);
    if (retells(sentence, heard) || (directives.length === 0 && SUMMING_UP.test(sentence.text)))
      here.push({ act: 'PARAPHRASE', quote: whole });
    const introduced = givenName(text, sentence);
    if (introduced) here.push({ act: 'INTRODUCTION', quote: quoteOf(introduced) });
    const hostile = here.some((one) => HOSTILE.has(one.act));
    if (!hostile) here.push(...sympathyActs(sentence, quoteOf));
    // "What will it be, now or in cuffs?" asks nothing.
    const questions = hostile ? [] : questionActs(sentence, whole, directives.length > 0);
    const safety = questions.some((one) => one.act === 'SAFETY_QUESTION');
    here.push(...questions, ...directives.filter((one) => !(safety && one.act === 'REQUEST')));
    const spoken = wordsOf(sentence.text).map((word) => word.replace(/'s$/, ''));
    const name = names.find((part) => spoken.includes(part));
    if (name) {
      const start = sentence.start + sentence.text.indexOf(name);
      here.push({ act: 'NAME_USE', quote: text.slice(start, start + name.length) });
    }
    const meant = safety || here.some((one) => !COURTESIES.has(one.act));
    if (isNonsense(sentence, meant, heard)) {
      // A question about dragons asks nothing; an order among nonsense is still an order.
      if (!meant || addressesMachine(sentence) || isMockCeremony(sentence))
        here.splice(0, here.length, ...here.filter((one) => one.act === 'GREETING' || one.act === 'NAME_USE'));
      here.push({ act: 'NONSENSE', quote: whole });
    }
    const distinct = new Map(here.map((one) => [`${one.act} ${one.quote}`, one]));
    found.push(...[...distinct.values()].filter((one) => one.quote.trim()));
  }
  return found;
}
