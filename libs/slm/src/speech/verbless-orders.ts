import { Sentence, Span, wordsOf } from './clauses.js';

const set = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

const BODY = set(`
  hand hands palm palms arm arms elbow elbows finger fingers fist fists foot feet knee knees leg legs ankle ankles heel heels
  head chin eyes nose face belly stomach chest back thumb thumbs mouth wrist wrists shoulders shoulder toes nose forehead
  hood engine keys key phone phones window windows lights radio knife weapon gun blade cutter tool bag wallet seatbelt music
  jacket sleeves pockets trunk doors shoes hat mask
`);
const AFTER_BODY = set(`
  up down out apart wide flat off on onto above behind over to toward towards where forward forwards backward backwards open
  still laced crossed together interlaced interlocked spread shut closed first away in against empty visible high higher low
  lower together now slowly slow straight front sideways please inside outside under around clasped locked flat
`);
const QUANTIFIER = set('both one the your those them them each all other that no ur yer every my-way');
const PLACE_LEAD = set(
  'on onto off out up down away back over against inside outside behind face flat towards toward into round around right here there from',
);
const PLACES = set(`
  ground floor knees feet foot belly stomach back curb kerb car vehicle truck van hood wall fence door doorway window house
  porch street sidewalk bumper line side room garage bench ladder roof steps grass road pavement driveway stairs bed couch chair
  seat tree light lights corner rail railing ledge property shoulder path yard gate counter trunk tailgate asphalt concrete dirt
  here there now me him behind front building area wheel dash phone it face
`);
const ALONE = set(
  'out up down off hands knees palms quiet silence enough slower further farther back freeze halt now closer faster lower higher inside outside hush',
);
const FINITE =
  /\b(?:i|you|he|she|we|they|it|is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|might|may|hurts?|looks?|seems?|feels?|sounds?|shakes?|there|there's|i'm|i'll|you're|it's|that's|he's|she's|we're|we'll|they're|let's|please|isn't|aren't|sir\?|maybe|if you|my|our|or)\b/;
/** "Hands where I can see them": the subordinate clause makes it no statement. */
const SEEN = / where (?:i|we) can see .{0,12}$/;
const BYSTANDERS =
  /^(?:everybody|everyone|all of you|both of you|y'all)(?:,)? (?:out|back|down|up|inside|outside|stay|get|move|freeze|sit|quiet|stop|hold|off|over|on|against|clear|step|line|shut|leave|hands)\b|^(?:nobody|no one|no-one|not one of you|no ?body) (?:in$|out$|moves?|leaves?|talks?|speaks?|touches|gets? (?:up|out|in|back)|walks?|enters?|goes|comes|runs?|reaches|steps?|sits?|stands?|makes a|says)\b(?! (?:home|through|hungry|without|in on|closer|near))|^(?:no|not)(?: more| another)? (?:sitting|talking|moving|running|yelling|reaching|touching|smoking|standing|walking|shouting|phones?|texting|turning|looking|fidgeting|word|step|inch|sound|closer|further|so fast|funny|games|sudden)/;
const SECOND_PERSON =
  /^(?:sir |ma'am |mister |miss |hey |okay |now |no )?you(?: just| all| both| guys| two| there)? (?:go|come|stop|stay|sit|stand|get|put|step|walk|give|show|open|turn|drop|move|wait|leave|hold|bring|lie|kneel|face|hand|shut|close|keep (?:your|them|those|the|both|it))\b(?! (?:at|strong|safe|through|well|up with|together|to (?:choose|decide|pick|say|tell|work|sleep|see|keep)|tired|scared|angry|upset|worried|hurt|lonely|sad|off work|home from|as long|calm with|going|your (?:time|head|word|cool|job|dignity))\b)(?: [a-z']+){0,2}? ?(?:here|there|now|down|up|out|back|right|still|away|inside|outside|over|with me|to (?:the|your|me|that)|on (?:the|your|that)|in (?:the|your)|your|the|it|that|them|those|me|this)\b|^(?:and |hey )?you don't (?:move|walk|touch|argue|talk|go|leave|come|get up|stand|run|say|reach|open|look|turn)(?: (?:more|again|back|away|off|anywhere|there|here|a word|until|till|that|up|out|around|in|to me|nothing|anything))?$/;
const DEMANDS =
  /\b(?:(?:i|we)(?:'ll| will)? (?:just |now )?(?:require|demand|insist on|insist) (?:that )?(?:you|your|an?|the|to)|you(?:'re| are) (?:hereby |now |being )?(?:to (?!be (?:commended|congratulated|admired))|(?:directed|required|ordered|instructed|commanded|told|obliged|expected) to )[a-z]+|let me (?:just )?(?:see|have|get|look at) (?:your|some (?:id|identification|paperwork|papers)|those|the|them|both|that|it(?! through))|(?:i want|i need|i'd like) you (?:on|down|out|over|back|away|facing|flat|against|off|up|behind|beside|right|where)|(?:that's|that is) (?:far|close|near) enough|(?:it|that) (?:comes|goes) (?:off|down|out|in|away) (?:now|right now)|(?:i want|i need|gimme|i'll take|i'll have|let's have|let's see) (?:to see )?(?:your|those|the|both|them|that|some) (?:hands?|feet|palms|fingers|arms|eyes|license|id|identification|papers|keys|phone|knife|cutter|tool|bag|wallet|registration|name|paperwork|knees))\b/;

function isPosture(words: readonly string[]): boolean {
  let at = 0;
  while (at < 2 && QUANTIFIER.has(words[at])) at++;
  if (words.length <= at || words.length > at + 8) return false;
  return BODY.has(words[at]) && words.length > at + 1 && AFTER_BODY.has(words[at + 1]);
}

function isPlaceOrder(words: readonly string[]): boolean {
  if (!PLACE_LEAD.has(words[0]) || words.length > 10) return false;
  return words.length > 1 && words.slice(1, 6).some((word) => PLACES.has(word));
}

function isStep(words: readonly string[]): boolean {
  return (
    words.length <= 4 &&
    /^(?:heel|nine|three|two|one|five|hands|feet|slow|slower|other|left|right|easy)$/.test(words[0]) &&
    /^(?:steps?|toe|hand|foot|side|way|first|at)$/.test(words.at(-1) ?? '')
  );
}

/**
 * Clauses that command without an imperative: a posture ("Palms up"), a place ("Off the curb"), one word ("Out."), a rule for
 * all ("Nobody moves"), the second person as an order ("You stop there"), and demands ("I require your name").
 *
 * @param marked the sentence ends with a question mark
 */
export function verblessOrders(sentence: Sentence): Span[] {
  if (sentence.marked) return [];
  const orders: Span[] = [];
  const demanded = DEMANDS.exec(sentence.text);
  if (demanded)
    orders.push({
      start: sentence.start + demanded.index,
      end: sentence.start + demanded.index + demanded[0].length,
      text: demanded[0],
    });
  for (const [index, clause] of sentence.clauses.entries()) {
    const text = clause.text.replace(/^(?:and|then|now|okay|ok|sir|ma'am|hey|police|i said|so) /, '');
    const words = wordsOf(text);
    if (BYSTANDERS.test(text) || SECOND_PERSON.test(text)) orders.push(clause);
    else if (FINITE.test(text.replace(SEEN, ''))) continue;
    else if (orders.length === 0 && sentence.clauses.slice(0, index).some((one) => wordsOf(one.text).length > 1))
      continue;
    else if (isPosture(words) || isPlaceOrder(words) || isStep(words)) orders.push(clause);
    else if (
      words.length === 1 &&
      ALONE.has(words[0]) &&
      (index === 0 || orders.length > 0) &&
      !(words[0] === 'now' && sentence.clauses.length > 1)
    )
      orders.push(clause);
  }
  return orders;
}
