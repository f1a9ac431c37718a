import { Sentence, wordsOf } from './clauses.js';
import { FEELING_WORDS, HARDSHIP_WORDS, MERIT_WORDS } from './lexicon/affect.js';
import { ABSURD_WORDS, DIALOGUE_WORDS, FUNCTION_WORDS } from './lexicon/common-words.js';
import { FORCE_VERBS, IMPERATIVE_VERBS } from './lexicon/verbs.js';
import { stem } from './stem.js';

const KNOWN_STEMS: ReadonlySet<string> = new Set(
  [DIALOGUE_WORDS, FEELING_WORDS, HARDSHIP_WORDS, MERIT_WORDS, IMPERATIVE_VERBS, FORCE_VERBS].flatMap((words) =>
    [...words].map(stem),
  ),
);

const ABSURD_STEMS: ReadonlySet<string> = new Set([...ABSURD_WORDS].map(stem));

/** Addressing the machine instead of the person is, to the person, a sentence without meaning. */
const TO_THE_MACHINE =
  /\b(?:ignore|disregard|forget) (?:all |any |the |your |my )*(?:previous|prior|above|earlier)? ?(?:instructions|rules|prompts?|rubric|guidelines)\b|\bas an ai\b|\blanguage model\b|\b(?:system|developer) prompt\b|\bchatgpt\b|\byou are (?:now )?(?:an? )?(?:ai|bot|assistant|simulation)\b|<\|?[a-z_]+\|?>|\bfull marks\b|"\w+"\s*:/;

/** The officer speaks to software ("ignore your instructions") and not to the civilian. */
export function addressesMachine(sentence: Sentence): boolean {
  return TO_THE_MACHINE.test(sentence.text);
}

function isMashed(word: string): boolean {
  if (word.length < 4 || /\d/.test(word)) return false;
  return !/[aeiouy]/.test(word) || /[bcdfghjklmnpqrstvwxz]{6,}/.test(word) || /(.)\1{3,}/.test(word);
}

/**
 * Whether a sentence means nothing here: key mashing, one word over and over, words from no conversation of this kind, or
 * a thing nobody would bring up (`ABSURD_WORDS`) that the civilian did not name first.
 *
 * @param meant the sentence also did something plain (an order, an offer): then more is needed to call it nonsense
 * @param familiar stems the civilian just used, which make any of those words ordinary
 */
export function isNonsense(sentence: Sentence, meant: boolean, familiar: ReadonlySet<string>): boolean {
  if (addressesMachine(sentence)) return true;
  const words = wordsOf(sentence.text);
  if (words.length === 0) return false;
  const mashed = words.filter(isMashed).length;
  if (mashed > 0 && mashed * 5 >= words.length * 2) return true;
  const content = words.filter((word) => !FUNCTION_WORDS.has(word));
  const fresh = content.filter((word) => !familiar.has(stem(word)));
  const absurd = fresh.filter((word) => ABSURD_STEMS.has(stem(word))).length;
  if (absurd > 0 && (!meant || absurd * 3 >= content.length)) return true;
  if (meant) return false;
  if (content.length >= 4 && new Set(content).size * 3 <= content.length) return true;
  const unknown = fresh.filter((word) => !KNOWN_STEMS.has(stem(word)) && !/^\d+$/.test(word)).length;
  return unknown >= 3 && unknown * 3 >= content.length * 2;
}
