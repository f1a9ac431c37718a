import { OfficerAct } from './act-kinds.js';
import { coveringClauses, Sentence, Span, wordsOf } from './clauses.js';
import { FUNCTION_WORDS } from './lexicon/common-words.js';
import { IMPERATIVE_VERBS, NOT_AFTER_IMPERATIVE } from './lexicon/verbs.js';
import { verblessOrders } from './verbless-orders.js';

const OPENERS = new Set(
  "okay ok sir ma'am maam miss hey now please just so well alright right look listen buddy man dude pal bud friend kid son then again first next also and but or once more c'mon come-on everybody everyone you i said yo mister partner folks kindly".split(
    ' ',
  ),
);
const AFTER_VERB = new Set([
  'up',
  'down',
  'out',
  'over',
  'off',
  'back',
  'away',
  'your',
  'those',
  'yourself',
  'onto',
  'toward',
  'towards',
  'it',
  'them',
  'those',
]);
const NOT_VERBS = new Set([
  'sorry',
  'glad',
  'good',
  'great',
  'fine',
  'half',
  'kind',
  'nice',
  'man',
  'dude',
  'bro',
  'sweetheart',
  'love',
  'time',
  'hand',
  'backup',
  'help',
  'morning',
  'evening',
  'half',
  'past',
  'gone',
  'gotcha',
  'glad',
  'damn',
  'worth',
  'bless',
  'then',
  'yep',
  'nope',
]);
/** "Look at me" tells somebody to look; "Look, sit down" only opens. */
const LOOKS_AT = new Set(['at', 'up', 'down', 'away', 'over', 'forward', 'straight', 'here']);
const JOINERS = new Set(['and', 'or', 'then', 'but', 'so']);
/** Imperative in form only: invitations to speak, offers, courtesies, and phrases that other rules name. */
const NOT_A_DIRECTIVE =
  /^(?:tell me (?!to |your name|now)(?:more|about|what|how|why|a |where|who|when|everything|something|if|the (?:story|rest)|anything|it all)|talk (?:to|with) me|talk me through|help me|walk me through|let me|let us|let's|let them know|take (?:your time|all the time|as (?:long|much)|a (?:minute|moment|second|look at it))|don't (?:worry|be (?:scared|afraid|nervous|ashamed|embarrassed)|make me|get me wrong)|go (?:on|ahead)$|go ahead and (?:talk|tell|jump|do)|feel free|thank|excuse me|forgive me|pardon me|call me|trust me|believe me|calm|relax|chill|settle down|cool it|shut (?:up|it$|your (?:mouth|face|trap)|the (?:hell|heck|front|f\w+))|zip it|get (?:over|a grip|lost)|grow up|man up|knock it off|cut it|snap out|suck it|correct me|keep (?:talking|going)$|say more|see (?:if|you|what|how)|imagine|have you|have a (?:good|nice|great|safe)|do (?:you|i|we|they)|be honest with|drive (?:safe|careful)|get (?:home|some (?:rest|sleep)|well|better|you)|sleep (?:well|tight)|feel better|go (?:on )?(?:home|to work|to bed)|put (?:some|it|that|all of it|a little) on me|lean|blame me|never mind|don't (?:(?:give|tell|hand|sell|feed) me (?:the|your|that|any|another)|forget (?:it|that|you|how|there|who)|give up|let (?:it|them|this|anybody|anyone) (?:get|tell|eat|beat|break)|lose (?:hope|heart)|blame yourself|apologi[sz]e|be (?:hard|so hard|too hard|rough))|give yourself|cut yourself|keep your chin|lean on|cry (?:all|if|as)|let it out|trust (?:me|yourself)|picture|save (?:it|your breath)|spare me|stop (?:being|acting|crying|whining|complaining)|hang in|bless|forget (?:it|about it)$|like|need|have to|help (?:is|me)|catch me|describe|share|explain to me|start (?:at|from) the (?:beginning|start|top)|hurry|pull yourself|use your (?:brain|head)|hear (?:you|that)|fill me in|look(?: here)?$|listen$|think about it$|sound|mean|work|point|time|place|back (?:in|then|when)|close to|open to|clear$|present|record|cover$|mind if|face it|watch it$|count on)\b/;
const GENTLE =
  /^(?:take (?:a |some |one )?(?:slow |deep |long |few |couple )*(?:of )?(?:slow |deep |long )?breath|breathe|have a seat|hang on|hold on|bear with|stay with me|stay safe|stay on the (?:line|phone)|give me (?:a|one|two) (?:second|minute|moment|sec)|rest|think about|keep (?:breathing|looking at me)|remember)/;
const SOFTENER =
  /\b(?:please|if you (?:can|could|would|want|like|don't mind|feel|wouldn't mind|will)|when(?:ever)? you(?:'re| are| feel)|for me|would you|if that's (?:okay|ok|all right|alright)|if it's (?:okay|ok|all right|alright)|kindly|thank you|thanks)\b/;

const SUBJECT_ORDER =
  /\b(?:i (?:need|want|expect|require|order|command) you(?: guys| all)?(?: both)? to|i'm (?:ordering|telling|instructing|commanding|directing) you to|i (?:am )?(?:told|ordered) you to|(?:you|y'all|ya)(?:'re| are)? ?(?:just |really )?(?:need to|needs to|have to|gotta|got to|must|had better|better|'d better|are going to|going to|gonna|will|are to|shall)(?: just| now| immediately)*) (?!(?:miss|love|hate|wish|wonder|dread|think|worry|ache|want)\b|be (?:okay|ok|fine|all right|alright|safe|in|out|home)|feel|help|know|hurt|see |jail|prison|court|county|have (?:an?|this|that|my|the|one|some|it|to feel)|hear|get (?:through|help|better)|to\b)([a-z']+)/g;
const TAGGED =
  /, ?(?:okay|ok|all right|alright|right|yeah|understand|understood|got it|you hear me|hear me|huh)$|^i (?:need|want)\b/;
const NOT_SUBJECT_ORDER =
  /\b(?:(?:not|[a-z]+n't|nobody's|nobody is) (?:saying|telling)|you (?:don't|do not|won't|wouldn't|didn't|never) (?:have|need)|what (?:you|do you) (?:need|have|want)|why you|you (?:must|have to) (?:be|have|feel|admit)|if you (?:need|have|want|will)|do you (?:need|have|want)|are you|whatever you|all you|when you|anything you|things you|how you|until you|you won't)\b/;
const VERBLESS =
  /(?:^|[,;:] ?|\b(?:now|and|sir|i said|police|get|both|out|let's see those) )(?:hands (?:up|out|behind|in the air|on|where|above|off|down)|on (?:the ground|your knees|your stomach|your feet|the floor)|(?:out of|outta|away from) (?:the|your|that) (?:car|vehicle|truck|house|garage|door|window|seat)|face (?:down|the)|(?:knife|gun|weapon|blade|cutter|phone|tool|box cutter) (?:down|on the)|(?:driver'?s? )?licen[sc]e(?:,? (?:and|registration|insurance|proof)[a-z ,']{0,40})?(?:,? please)?$|licen[sc]e and registration|no (?:sudden )?(?:moving|movements?|talking|phones?)|back (?:up|off|it up)|not another (?:step|word)|eyes (?:on me|forward|front)|(?:up )?against the (?:wall|car)|all the way out|move it)\b/g;
const REQUEST_FORM =
  /(?<!\b(?:where|why|how|what|when|who|which|else|that)(?: else| now| then)? )\b(?:(?:can|could|would|will|may|might) (?:you(?! (?:rather|like|want|prefer|need|say|feel|be (?:interested|okay)))|i (?:ask|get|have) you(?: to)?|we(?: please| just| maybe)?|i have your|i see your|i (?:get|take) your)(?: please| just| maybe| possibly| kindly| go ahead and| help me out and| be willing to| consider)*(?! (?:i|you|we)\b)|would you (?:mind|be willing|be okay|be able|consider)|i(?:'d| would) (?:like|appreciate|love|feel better|be grateful|ask|prefer)(?: it)?(?: for| if)? (?:you(?:'d)?|that you)(?: to)?|i(?:'m| am) (?:just |only )?asking (?:you )?(?:to|if|for)|shall we|should we (?:go|try|start|walk|sit)|do me a (?:favor|favour)|let's (?!see)|how about (?:we|you|if)|what if (?:we|you)|why don't (?:we|you)|maybe (?:you|we) (?:could|can)|it would help(?: me)?(?: a lot)? if|if you (?:could|would)(?! rather)|i need (?:you to )?[a-z' -]{2,60},? please|please (?!accept|don't worry)[a-z]+)/g;
const ASKS_FOR_WORDS =
  /\b(?:can|could|would|will) you (?:please |just |maybe )?(?:tell|describe|explain|say|help me understand|walk me|hear|understand|imagine|believe|see(?! (?:if|to|about))|feel|smell|breathe|swallow|remember|talk)\b/;

function strip(clause: Span): { words: string[]; joined: boolean; rest: string } {
  const words = wordsOf(clause.text);
  const joined = JOINERS.has(words[0]);
  let from = 0;
  while (from < words.length - 1 && OPENERS.has(words[from])) {
    if (words[from] === 'look' && LOOKS_AT.has(words[from + 1])) break;
    from++;
  }
  return { words: words.slice(from), joined, rest: words.slice(from).join(' ') };
}

/** An unlisted word first in a clause still commands something when a particle or an object follows: "Hustle over here". */
function looksLikeVerb(word: string, next: string | undefined): boolean {
  return (
    next !== undefined &&
    AFTER_VERB.has(next) &&
    /^[a-z]{3,}$/.test(word) &&
    !/(?:ing|ed|ly|s|tion|ful|ty|ness|day)$/.test(word) &&
    !FUNCTION_WORDS.has(word) &&
    !NOT_VERBS.has(word)
  );
}

function isImperative(
  clause: Span,
  continues: boolean,
  first: boolean,
  marked: boolean,
  names: readonly string[],
): boolean {
  const { words, joined, rest } = strip(clause);
  const [verb, second] = words;
  if (!verb || (marked && /^(?:do|have)$/.test(verb)) || NOT_A_DIRECTIVE.test(rest)) return false;
  if (marked && rest === 'tell me') return false;
  if (!IMPERATIVE_VERBS.has(verb) && !(looksLikeVerb(verb, second) && !names.includes(verb))) return false;
  if (
    /\byou (?:can|could|want|need|feel|have|are|will|should|just)\b/.test(clause.text) &&
    clause.text.startsWith('you')
  )
    return false;
  if (
    /^(?:(?:so|and|but|then|okay|ok|well) )*(?:you|i) /.test(clause.text) &&
    !/^(?:(?:so|and|but|then|okay|ok|well) )*(?:you[, ]+(?:get|stop|drop|come|step|put|shut)|i said)\b/.test(
      clause.text,
    )
  )
    return false;
  if (joined && !continues && !first) return false;
  if (second === undefined) return first || continues || words.length > 1;
  return !NOT_AFTER_IMPERATIVE.has(second);
}

/**
 * Orders and requests of one sentence. An order is any clause that tells somebody to act: an imperative without a subject,
 * "I need you to", "you have to", or verbless ("Hands up"). "Please", "could you", "if you can" make it a request, unless shouted.
 *
 * @param names parts of the civilian's name, which are no verbs
 * @param quoteOf the words of the line between two offsets
 */
export function directiveActs(
  sentence: Sentence,
  shouted: boolean,
  quoteOf: (span: Span) => string,
  names: readonly string[],
): OfficerAct[] {
  const acts: OfficerAct[] = [];
  const soft = SOFTENER.test(sentence.text) && !shouted;
  const add = (act: 'ORDER' | 'REQUEST', span: Span): void => {
    acts.push({ act: act === 'REQUEST' && shouted ? 'ORDER' : act, quote: quoteOf(span) });
  };
  const spot = (found: RegExpMatchArray): Span =>
    coveringClauses(
      sentence,
      sentence.start + (found.index ?? 0),
      sentence.start + (found.index ?? 0) + found[0].trimEnd().length,
    );
  const spanned = (span: Span): Span => coveringClauses(sentence, span.start, span.end);
  let continues = false;
  let gentle = false;
  let opening = true;
  for (const clause of sentence.clauses) {
    const imperative = isImperative(clause, continues, opening, sentence.marked, names);
    opening &&= OPENERS.has(strip(clause).rest);
    continues = imperative || (continues && strip(clause).words.length < 2);
    gentle = GENTLE.test(strip(clause).rest) || (gentle && imperative);
    if (imperative) add(soft || gentle ? 'REQUEST' : 'ORDER', clause);
  }
  // "You have to drive in the morning?" asks; "You have to come out, okay?" does not.
  const asks = sentence.marked && !TAGGED.test(sentence.text);
  if (!asks && !NOT_SUBJECT_ORDER.test(sentence.text)) {
    for (const found of sentence.text.matchAll(SUBJECT_ORDER)) add(soft ? 'REQUEST' : 'ORDER', spot(found));
  }
  for (const found of sentence.text.matchAll(VERBLESS)) {
    if (acts.length === 0 && !/\b(?:are|is|was|my|keep my) $/.test(sentence.text.slice(0, found.index + 1)))
      add(soft ? 'REQUEST' : 'ORDER', spot(found));
  }
  if (acts.length === 0) for (const span of verblessOrders(sentence)) add(soft ? 'REQUEST' : 'ORDER', spanned(span));
  if (acts.length === 0 && !ASKS_FOR_WORDS.test(sentence.text)) {
    for (const found of sentence.text.matchAll(REQUEST_FORM)) {
      if (acts.length === 0) add('REQUEST', spot(found));
    }
  }
  return acts;
}
