import { plainText, sentencesOf } from '../speech/clauses.js';
import type { Band } from '../scripted-player/player-script.js';

/** The civilian says that it is all over: calm, cured, convinced. No officer's sentence does that to somebody in distress. */
const CURED: readonly RegExp[] = [
  /\bi(?:'m| am) (?:\w+ )?(?:calm|calmer|fine|okay|ok|better|relaxed|at peace|happy|relieved)(?: now| already)\b/,
  /\bi (?:already )?feel (?:so |much |a lot |very |really |way )+(?:better|calmer|safer|relieved|lighter|good)\b/,
  /\b(?:everything|all) (?:is|will be|'s) (?:fine|okay|good|alright|all right) now\b/,
  /\b(?:you(?:'ve| have)|that|this|talking to you|talking to someone|talking) (?:really |just |already |has |have )*(?:helped|changed my mind|calmed me|saved my life|opened my eyes|made me (?:feel|see|realize|understand))\b/,
  /\bi (?:now |finally )?(?:understand|realize|see)(?: now)? (?:that )?(?:i was wrong|i need help|you(?:'re| are) right|you (?:only |just )?(?:want|wanted) to help)\b/,
  /\byou(?:'re| are) (?:absolutely |totally |completely )?right,? (?:and |officer,? )?i(?:'m sorry| am sorry| was wrong| shouldn't have| overreacted)\b/,
  /\b(?:thank you|thanks)(?: so much| very much| a lot)?,? (?:officer|for (?:your (?:help|patience|understanding|support|kindness)|listening|understanding|being (?:here|so|patient)|helping|caring))\b/,
];

/** Doing at once all that an officer could ask for. */
const GIVES_UP: readonly RegExp[] = [
  /\bi(?:'ll| will|'m going to| am going to|'m ready to| am ready to|'m willing to)? ?(?:gladly |happily |now )?(?:do (?:whatever|anything|everything) you (?:say|want|ask|need)|cooperate|comply|surrender|turn myself in|go (?:with you|to the hospital|quietly|peacefully)|come (?:with you|out (?:now|peacefully|quietly)|quietly|peacefully)|accept (?:your|the) help|get (?:the )?help)\b/,
  /\bi(?:'m| am|'ll| will) (?:putting|put|dropping|drop|setting|laying|handing) (?:it|this|the \w+(?: \w+)?|my \w+) (?:down|over|away)(?: now)?\b/,
  /\b(?:here|okay|alright|all right|fine|sure),? (?:take (?:it|the \w+)|you can have (?:it|the \w+))\b/,
  /\bi (?:give up|surrender)\b/,
];

/** What makes a promise of the same words no promise: "I'm not coming out." "If I put it down, what then?" */
const WITHHELD =
  /\b(?:not|never|no|don't|won't|can't|cannot|ain't|nobody|nothing|if|unless|until|when|before|after|then what|why|what|how|would|could|should|you want me to|supposed to|think i|you think|maybe|tell me|like hell)\b|\?/;
/** Heat that no cured person has. */
const HOT = /!|\b(?:back off|stay (?:back|away)|leave me|get away|shut up|damn|hell)\b/;

function holds(sentences: readonly { text: string; whole: string }[], rules: readonly RegExp[]): number {
  return sentences.filter(
    ({ text, whole }) => rules.some((rule) => rule.test(text)) && !WITHHELD.test(text) && !whole.includes('?'),
  ).length;
}

/**
 * Whether a civilian in distress is healed by one turn. Stress moves only so far in a turn, and who is agitated after the
 * officer's words cannot sound as if nothing had been.
 *
 * @param mood as it is after the officer's turn; trust is 0 to 10
 */
export function isInstantCure(text: string, mood: { band: Band; trust: number }): boolean {
  if (mood.band === 'CALM' || mood.band === 'UNEASY') return false;
  const plain = plainText(text);
  const sentences = sentencesOf(plain).map((one) => ({
    text: one.text,
    whole: plain.slice(one.start, one.end + 1) + (one.marked ? '?' : ''),
  }));
  const cured = holds(sentences, CURED);
  const givesUp = holds(sentences, GIVES_UP);
  if (mood.band === 'CRISIS') return cured + givesUp > 0 && !HOT.test(plain);
  // Agitated, somebody who has come to trust may take one step; not two, and not with a changed heart.
  if (HOT.test(plain)) return false;
  return mood.trust >= 5 ? cured > 0 && givesUp > 0 : cured > 0 || givesUp > 1;
}
