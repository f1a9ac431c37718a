import { Sentence, wordsOf } from './clauses.js';
import { ABSURD_WORDS, HOMELY_WORDS } from './lexicon/absurd-words.js';
import { FEELING_WORDS, HARDSHIP_WORDS, MERIT_WORDS } from './lexicon/affect.js';
import { DIALOGUE_WORDS, FUNCTION_WORDS } from './lexicon/common-words.js';
import { FORCE_VERBS, IMPERATIVE_VERBS } from './lexicon/verbs.js';
import { stem } from './stem.js';

const stemsOf = (...lists: ReadonlySet<string>[]): ReadonlySet<string> =>
  new Set(lists.flatMap((words) => [...words].map(stem)));
const KNOWN_STEMS = stemsOf(
  DIALOGUE_WORDS,
  FEELING_WORDS,
  HARDSHIP_WORDS,
  MERIT_WORDS,
  IMPERATIVE_VERBS,
  FORCE_VERBS,
  HOMELY_WORDS,
);
const ABSURD_STEMS = stemsOf(ABSURD_WORDS);
const HOMELY_STEMS = stemsOf(HOMELY_WORDS);

/** Addressing the machine instead of the person is, to the person, a sentence without meaning. */
const TO_THE_MACHINE =
  /\b(?:ignore|disregard|forget) (?:all |any |the |your |my )*(?:previous|prior|above|earlier)? ?(?:instructions|rules|prompts?|rubric|guidelines)\b|\bas an ai\b|\blanguage model\b|\b(?:system|developer) prompt\b|\bchatgpt\b|\byou are (?:now )?(?:an? )?(?:ai|bot|assistant|simulation)\b|<\|?[a-z_]+\|?>|\bfull marks\b|"\w+"\s*:/;
/** Mock ceremony and grandeur: nobody on duty knights anybody. */
const MOCK_CEREMONY =
  /\bi (?:hereby )?(?:crown|knight|dub|anoint) (?:you|thee)\b|\bi(?:'m| am) (?:the|your|a) (?:[a-z]+ ){0,2}(?:emperor|empress|sultan|king|queen|duke|duchess|pope|czar|tsar|pharaoh|overlord)\b(?! of (?:england|france|spain|sheba))/;
/** Words of such a ceremony, and mad numbers: they make any pickle absurd. */
const CEREMONIAL =
  /\b(?:hereby|sacred|ceremonial|enchanted|invisible|imaginary|rightful|behold|hundred [a-z]+|thousand [a-z]+|million [a-z]+)\b/;
/** What people do with food, instruments, animals and toys. */
const EVERYDAY = stemsOf(
  new Set(
    'eat ate feed fed make bake cook cut fry buy bought order like love have has had got play practice bring brought carry sell sold keep kept own want need share drop spill put set leave left pick hold finish grow plant drink see saw seen hear heard smell teach taught learn find found lose lost get give gave take took hate miss clean move load watch pet walk catch name enjoy try offer collect hand pass stole fix'.split(
      ' ',
    ),
  ),
);
const EVERYDAY_REACH = 4;
const PLACED = /^(?:in|inside|on|under|near|behind|at|beside|around|full|half|no|new|dark|black|storm|rain)$/;
const OWNED = /^(?:the|your|his|her|their|that|this)$/;
const STANDS =
  /^(?:case|shop|store|stand|truck|box|bag|lessons?|player|teacher|stain|sauce|salad|sandwich|soup|pie|tree|farm|belongs?|fell|broke)$/;

/** How such a thing may be: "your parrot is okay". */
const STATE =
  /^(?:okay|ok|fine|safe|hurt|broken|gone|here|there|inside|outside|in|on|at|with|over|under|still|ready|heavy|cold|yours?|his|hers|all)$/;

/** The officer speaks to software ("ignore your instructions") and not to the civilian. */
export function addressesMachine(sentence: Sentence): boolean {
  return TO_THE_MACHINE.test(sentence.text);
}

/** "I hereby knight you": whatever else the words seem to do, they do nothing. */
export function isMockCeremony(sentence: Sentence): boolean {
  return MOCK_CEREMONY.test(sentence.text);
}

function isMashed(word: string): boolean {
  if (word.length < 4 || /\d/.test(word) || /^(?:h?m+|s+h+|p+s+t+|b+r+|g+r+|nypd)$/.test(word)) return false;
  return !/[aeiouy]/.test(word) || /[bcdfghjklmnpqrstvwxz]{6,}/.test(word) || /([^aeiouhm])\1{3,}/.test(word);
}

/** "He's eating a pudding", "in the trombone case", "is that your accordion": the thing has its place in somebody's day. */
function hasItsPlace(words: readonly string[], at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - EVERYDAY_REACH); before--) {
    const word = words[before];
    if (!EVERYDAY.has(stem(word))) continue;
    if (word === 'like' && !/^(?:you|he|she|they|i|we|really|would|kids|also|don't)$/.test(words[before - 1] ?? ''))
      continue;
    if (words[before + 1] !== 'of') return true;
  }
  const [second, first] = [words[at - 2] ?? '', words[at - 1] ?? ''];
  if (PLACED.test(second) && OWNED.test(first)) return true;
  if (at <= 4 && /^(?:is|was|are|were)$/.test(words[0]) && /^(?:that|this|it|there|those|these)$/.test(words[1]))
    return true;
  if (!OWNED.test(first)) return false;
  const [next, after] = [words[at + 1] ?? '', words[at + 2] ?? ''];
  return STANDS.test(next) || (/^(?:is|was|are|were)$/.test(next) && STATE.test(after));
}

/**
 * Whether a sentence means nothing here: key mashing, one word over and over, words in no grammar, mock ceremony, or a thing
 * nobody would bring up (`ABSURD_WORDS`, and `HOMELY_WORDS` out of place) that the civilian did not name first.
 *
 * @param meant the sentence also did something plain (an order, an offer): then more is needed to call it nonsense
 * @param familiar stems the civilian just used, which make any of those words ordinary
 */
export function isNonsense(sentence: Sentence, meant: boolean, familiar: ReadonlySet<string>): boolean {
  if (addressesMachine(sentence) || isMockCeremony(sentence)) return true;
  const words = wordsOf(sentence.text);
  if (words.length === 0) return false;
  const mashed = words.filter(isMashed).length;
  if (mashed > 0 && mashed * 5 >= words.length * 2) return true;
  const content = words.filter((word) => !FUNCTION_WORDS.has(word));
  const ceremonial = CEREMONIAL.test(sentence.text);
  const absurd = words.filter((word, at) => {
    const root = stem(word);
    if (familiar.has(root)) return false;
    return ABSURD_STEMS.has(root) || (HOMELY_STEMS.has(root) && (ceremonial || !hasItsPlace(words, at)));
  }).length;
  if (absurd > 0 && (!meant || ceremonial || absurd * 3 >= content.length)) return true;
  if (meant) return false;
  if (content.length >= 4 && new Set(content).size * 3 <= content.length) return true;
  const unknown = content.filter((word) => {
    const root = stem(word);
    return !familiar.has(root) && !KNOWN_STEMS.has(root) && !/^\d+$/.test(word);
  }).length;
  // Grammar makes up for words that are in no list: people have lives that no list covers.
  const grammar = words.length - content.length;
  return unknown >= 3 && unknown * 3 >= content.length * 2 && grammar * 4 <= words.length;
}
