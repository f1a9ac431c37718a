import { topicsIn, wordsIn } from '../features/words.js';

/** Words of which kind formulas are made. A sentence of these alone could be said to anybody about anything. */
const GENERIC = new Set(
  `a about absolutely absolute again all alone along always am an and any anything anybody appreciate are as at away be because
  been being believe best better both but by calm calmly can care careful carefully carries cares comfort comfortable compassion
  concern concerned concerns could count day days deal deeply deserve difficult do doing done don't down easy each empathise
  empathize empathy ever every everybody everyone everything exactly experience experiencing face facing feel feeling feelings
  feels fine folks for forward from fully gently genuinely get getting give go going good grateful great guide handle happen
  happens happy hard hard have having he hear heard hearing heart help helping helps her here hey him his honestly hope how i
  i'd i'll i'm i've if imagine important in involved is it it'd it'll it's just keep kind know let let's lean like listen
  listening lot make makes man matter matters may me mean means moment much my myself need needs never no nobody not nothing now
  of ok okay on one only open or other our ours out over part path patient peace peaceful people person place please possible
  promise really reach respect respected right safe safety say saying see sense she sir ma'am situation so solution some
  somebody someone something sorry sort sounds stay step steps stress stressful strong such support supported sure sympathise
  sympathize take team tell thank thanks that that's the their them then there there's these they they're thing things think
  this those through time times to together tonight tough today too true truly trust try trying understand understanding
  understands understood until up upset us valid value valued very via want wants way we we'll we're we've welcome well
  wellbeing what what's whatever find finds found figure figured resolve resolved solve solved heart mind hand hands hold holding stand standing interest interests kindness warm warmly honoured bless blessed hug strength courage brave braver hopeful forever ahead better brighter when whenever while who will wish with without wonder word work working world worries worry
  worse worth would yes you you'd you'll you're you've your yours yourself hesitate frustrating frustration frustrated pain
  human know known talk talking talked isn't aren't completely totally side wholeheartedly heartfelt soon tell telling sharing share opening sit worthy loved love beside okay's we'd anyone else's nobody's honestly wherever somehow bring brought acknowledge validate honour honor aside side moments life struggle struggling burden everyday`.split(
    /\s+/,
  ),
);

/** Without one of these a short common sentence is only short: "Is it yours?", "Get down, now." */
const KIND =
  /\b(?:understand\w*|hear(?:d|ing)?|feel\w*|here (?:for|to|with)|help\w*|support\w*|care[ds]?|matter\w*|together|safe\w*|sorry|appreciate|respect\w*|trust|listen\w*|valu\w+|important|alone|okay|ok|fine|all right|alright|best|worry|difficult|hard|tough|empath\w+|thank\w*|promise|compassion|sympath\w+|wish you|hope|acknowledge|worth|calm\w*|patient|gentle|welcome)\b/;

/** Says what is asked of or denied to somebody: kind words do not hide it. */
const ASKS =
  /[?]|\bor\b|\b(?:must|have to|need (?:you|him|her|them|everyone) to|calm down|stop|should|can't|cannot|won't|but|unless|or else)\b/;

/**
 * Whether a sentence is kindness that fits anybody: it shares no topic with what the civilian said, names nothing, asks nothing.
 * Reciting it shows no listening, so it is no part of what is rated. "I hear you" is one; "I hear you about the rent" is not.
 */
export function isKindFormula(sentence: string, civilian: string): boolean {
  const plain = sentence.toLowerCase();
  if (!KIND.test(plain) || ASKS.test(plain) || /\d/.test(plain)) return false;
  const words = wordsIn(sentence);
  if (words.length === 0 || !words.every((word) => GENERIC.has(word))) return false;
  const heard = topicsIn(civilian);
  return ![...topicsIn(sentence)].some((topic) => heard.has(topic));
}
