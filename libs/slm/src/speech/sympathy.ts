import { OfficerAct } from './act-kinds.js';
import { coveringClauses, Sentence, Span, wordsOf } from './clauses.js';
import { FEELING_WORDS, HARDSHIP_WORDS, MERIT_WORDS } from './lexicon/affect.js';
import { COLD } from './sympathy-rules.js';

const OTHER = /^(?:you|you're|you've|you'd|your|u|usted|ya)$/;
const THING = /^(?:this|that|it|that's|it's|which|everything|things|all|those|these|sounds|seems|looks|feels|must)$/;
const LINK = new Set(
  "are you're were was is that's it's been be seem seems sound sounds look looks looked feel feels feeling felt must might getting got get gets had has have you've makes made make leaves left leave having sounded seemed shows showing carrying carry in with under through suffer suffering".split(
    ' ',
  ),
);
const NEGATION =
  /^(?:not|no|never|hardly|nothing|nobody|without|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|won't|can't|cannot|should|shouldn't|better|ought|stop|ain't|if|unless|until|or|made|scaring|hurting|because|reason)$/;
/** The same words as an accusation, a question about fitness, or about somebody else. */
const ACCUSES =
  /\b(?:because of you|your (?:fault|mess)|you(?:'re| are)? (?:mak(?:e|ing)|scar(?:e|ing)|upsett?(?:ing)?|hurt(?:ing)? (?:people|her|him|them|your)|putting|caus(?:e|ing)|look(?:s|ing)? (?:guilty|drunk|high|suspicious))|should be|you'll be|you will be|you(?:'re| are) (?:going to|gonna) (?:be|get|feel|end)|(?:have|had|you've) (?:hurt|scared|upset|worried|used|let|wounded|beaten|threatened|insulted|ignored) [a-z]|what are you|why are you|you (?:got|have) (?:a )?(?:bad|cold) attitude|trouble for|in trouble|get hurt|hard shoulder|tough guy|mad (?:man|woman)|lost (?:me|your (?:mind|license|chance|right))|get lost|used (?:to|the|your)|(?:hurt|sick|injured|dizzy|hungry|shaking|weak) (?:anywhere|right now|or))\b/;
const REACH = 6;

function reaches(words: readonly string[], from: number, lexicon: ReadonlySet<string>): boolean {
  for (let at = from; at < Math.min(words.length, from + REACH); at++) {
    if (NEGATION.test(words[at])) return false;
    if (lexicon.has(words[at])) return true;
  }
  return false;
}

/** Whether a subject, within a few words a linking verb, and after it a word of the lexicon, follow each other unnegated. */
function says(words: readonly string[], subject: RegExp, lexicon: ReadonlySet<string>): boolean {
  for (let at = 0; at < words.length; at++) {
    if (!subject.test(words[at])) continue;
    if (at > 0 && /^(?:do|does|did|if|unless|why|how|should)$/.test(words[at - 1])) continue;
    for (let link = at; link < Math.min(words.length, at + 4); link++) {
      if (link > at && NEGATION.test(words[link])) break;
      if (LINK.has(words[link]) && reaches(words, link + 1, lexicon)) return true;
    }
  }
  return false;
}

const OBSERVES =
  /^(?:(?:i|we) (?:can |could |do |really |just )*(?:see|notice|tell|hear|sense|realize|recognize|know|imagine|guess|understand|gather|believe)|it (?:shows|looks|seems|sounds))\b/;

/**
 * Recognition by structure: the other person, or what befell them, as subject; a linking verb; and a word of feeling,
 * hardship or merit. Blame, negation and cold comfort ("I don't care how tired you are") are left out.
 */
export function sympathyActs(sentence: Sentence, quoteOf: (span: Span) => string): OfficerAct[] {
  if (COLD.test(sentence.text) || ACCUSES.test(sentence.text)) return [];
  const acts: OfficerAct[] = [];
  for (const clause of sentence.clauses) {
    const words = wordsOf(clause.text);
    const quote = (): string => quoteOf(coveringClauses(sentence, clause.start, clause.end));
    if (says(words, OTHER, FEELING_WORDS)) acts.push({ act: 'EMOTION_LABEL', quote: quote() });
    if (sentence.marked) continue;
    if (
      says(words, OTHER, MERIT_WORDS) ||
      says(words, OTHER, HARDSHIP_WORDS) ||
      says(words, THING, HARDSHIP_WORDS) ||
      (OBSERVES.test(clause.text) && words.some((word) => word === 'you' || word === 'your') && reachesAny(words))
    )
      acts.push({ act: 'EMPATHY', quote: quote() });
  }
  return acts;
}

function reachesAny(words: readonly string[]): boolean {
  return [FEELING_WORDS, HARDSHIP_WORDS, MERIT_WORDS].some((lexicon) =>
    words.some(
      (word, at) => lexicon.has(word) && !words.slice(Math.max(0, at - 3), at).some((one) => NEGATION.test(one)),
    ),
  );
}
