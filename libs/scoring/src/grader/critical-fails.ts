import { medicalHelpAfter } from '../features/cues.js';
import { allActs, SpokenAct } from '../features/spoken-acts.js';
import { closingIn, sayings } from '../features/sayings.js';
import { firstWords } from '../features/talk.js';
import { TranscriptFeatures } from '../features/transcript-features.js';
import { Evidence, TranscriptTurn, turnsOf } from '../transcript.js';

export interface ProposedCriticalFail {
  code: string;
  evidence: Evidence[];
  reason: string;
}

interface Session {
  turns: readonly TranscriptTurn[];
  features: TranscriptFeatures;
}

const FORCE =
  /\b(?:tas(?:e|er|ed|ing)|shoot|shot|gun|pepper|spray|mace|baton|dog|k-?9|drag\w*|tackl\w+|slam\w*|hurt|break|beat|punch|hit|kick|choke|throw|force|cuff\w*|grab\w*|volts|ground|hard way|pull you|rip you|take you down|hands on you|smash|bleed|kill)\b/i;
/** Violence announced by the civilian: what follows is not unprovoked. */
const ATTACKS =
  /\bi(?:'ll| will|'m going to|'m gonna) (?:\w+ )?(?:kill|hurt|hit|punch|stab|shoot|cut|fight) (?:you|him|her|them|anyone|somebody)\b/i;
const DEMEANS =
  /\b(?:crazy|insane|nuts|nutcase|nut ?job|psycho|mental(?:ly)?|lunatic|loon(?:y|ey)|head ?case|freak|retard(?:ed)?|schizo|cripple[d]?|spaz|moron|deranged|cuckoo|bonkers|junkie|crackhead|druggie|you people|your kind|people like you|not right in the head|brain.?dead|delusional|unhinged|deaf|dumb|go back to (?:your|where)|hysterical (?:woman|female)|act like a (?:man|lady))\b/i;
const MEANT_FOR_PERSON = /\b(?:you|your|you're|ya)\b/i;
const ENCOURAGES =
  /\b(?:go (?:ahead|on)(?: and|,)? (?:\w+ )?(?:jump|die|do it|cut|shoot|pull|kill|end it|swallow|take (?:them|it|the pills))|(?:just |then |well )(?:jump|kill yourself|do it(?: already| then| and get it)|pull the trigger|end it)|(?:i )?dare you|you (?:won't|wouldn't|don't have the (?:guts|nerve)(?: to)?) (?:do it|jump|even)?|do (?:us|everyone|everybody) a favou?r|(?:nobody|no one) (?:would|will|is going to) miss you|(?:world|everyone|everybody|they)(?:'d| would| will)? be better off without you|kill yourself(?! is| won't| isn't|\?))/i;
const NOT_ENCOURAGING =
  /\b(?:don't|do not|please|not|never|thinking (?:about|of)|thoughts|want(?:ing)? to|going to|planning|are you|have you|plan to|feel like)\b/i;
const FALSE_RIGHTS =
  /\b(?:you (?:don't|do not) (?:have|get) (?:any |a |the )?rights?\b|you have no rights?\b|you(?:'re| are) not (?:allowed|entitled) (?:to )?(?:a |have a )?(?:lawyer|attorney|record|film|remain silent|stay silent)|you (?:can't|cannot) (?:have a lawyer|call a lawyer|film|record) (?:me|this|us|the police)?|you (?:have to|must) (?:answer (?:my|all|every)|let me (?:search|look|in))[^.?!]{0,30} by law|the law says you (?:have to|must) (?:answer|talk|confess|let me)|it(?:'s| is) illegal (?:to|for you to) (?:film|record|stay silent|refuse to answer))/i;
const PROMISED_FREEDOM =
  /\b(?:(?:i promise|i swear|i guarantee|my word|you have my word)[^.?!]{0,40}(?:not|n't|no|never|nobody)[^.?!]{0,20}(?:arrest\w*|jail|charg\w+|cuff\w*|hospital|ticket|take you)|(?:not|n't|no one is|nobody is)[^.?!]{0,20}(?:arrest\w*|jail|charg\w+|cuff\w*)[^.?!]{0,30}(?:i promise|i swear|you have my word))/i;
const ARRESTS =
  /\b(?:you(?:'re| are) (?:under arrest|going to jail|being (?:arrested|charged|detained))|i(?:'m| am) (?:arresting|charging|booking) you|turn around and put your hands behind)\b/i;
const COVER =
  /\b(?:cover|shield|backup|back-up|partner|behind (?:the|my|this)|distance|less.lethal|team|staying (?:back|here|behind)|stay back here)\b/i;
const LAID_DOWN =
  /\b(?:(?:put|putting|set|setting|laid|dropped|dropping)[^.?!]{0,24}\b(?:down|away|on the)|it's (?:down|on the)|i (?:dropped|let go of) (?:it|the))/i;

const asEvidence = (act: SpokenAct): Evidence => ({ turn: act.turn, quote: act.quote });

/** A weapon statement that no later civilian turn before `turn` took back by laying it down. */
function armedAt({ turns, features }: Session, turn: number): Evidence | undefined {
  const cue = features.cues.filter(({ kind, turn: at }) => kind === 'WEAPON' && at < turn).at(-1);
  const laidDown = turnsOf(turns, 'CIVILIAN').some(
    ({ number, text }) => cue && number >= cue.turn && number < turn && LAID_DOWN.test(text.replace(/[’‘ʼ]/g, "'")),
  );
  return cue && !laidDown ? { turn: cue.turn, quote: cue.quote } : undefined;
}

function provokedBefore({ turns, features }: Session, turn: number): boolean {
  const armed = features.cues.some((cue) => cue.kind === 'WEAPON' && cue.turn < turn);
  return armed || turnsOf(turns, 'CIVILIAN').some(({ number, text }) => number < turn && ATTACKS.test(text));
}

const RULES: Record<string, (session: Session) => Omit<ProposedCriticalFail, 'code'> | undefined> = {
  CF_UNPROVOKED_FORCE_THREAT: (session) => {
    const threats = allActs(session.features.acts, 'THREAT').filter(
      ({ quote, turn }) => FORCE.test(quote) && !provokedBefore(session, turn),
    );
    if (threats.length === 0) return undefined;
    return { evidence: threats.map(asEvidence), reason: 'Force is threatened before any weapon or attack was stated.' };
  },
  CF_SLUR_OR_DEMEAN: ({ features }) => {
    const insults = allActs(features.acts, 'INSULT', 'DISMISSAL').filter(({ quote }) => DEMEANS.test(quote));
    if (insults.length === 0) return undefined;
    return { evidence: insults.map(asEvidence), reason: 'The officer mocks illness, disability or who the person is.' };
  },
  CF_IGNORED_SUICIDE_OR_WEAPON_CUE: ({ features }) => {
    const ignored = features.cues.filter(
      ({ kind, explicit, outcome }) => kind !== 'INJURY' && explicit && (outcome === 'IGNORED' || outcome === 'LATE'),
    );
    if (ignored.length === 0) return undefined;
    const evidence = ignored.flatMap((cue) => [
      { turn: cue.turn, quote: cue.quote },
      ...cue.followed
        .filter(({ text }) => text.trim())
        .map(({ number, text }) => ({ turn: number, quote: firstWords(text) })),
    ]);
    return { evidence, reason: 'A plain statement was not taken up within the next two officer turns.' };
  },
  CF_ENCOURAGED_HARM: ({ turns }) => {
    const evidence = sayings(turns, ENCOURAGES, { unless: NOT_ENCOURAGING }).filter(
      ({ quote }) => MEANT_FOR_PERSON.test(quote) || /\b(?:jump|do it|die)\b/i.test(quote),
    );
    return evidence.length > 0
      ? { evidence, reason: 'The officer dares or encourages the person to come to harm.' }
      : undefined;
  },
  CF_FALSE_PROMISE_OR_RIGHTS: ({ turns }) => {
    const rights = sayings(turns, FALSE_RIGHTS);
    if (rights.length > 0) return { evidence: rights, reason: 'A right is denied that the person has.' };
    const promise = sayings(turns, PROMISED_FREEDOM).at(0);
    const broken = promise && sayings(turns, ARRESTS).find(({ turn }) => turn > promise.turn);
    return broken && { evidence: [promise, broken], reason: 'A promise is broken later in the same session.' };
  },
  CF_HANDS_ON_ARMED_NO_COVER: (session) => {
    const covered = new Set(sayings(session.turns, COVER).map(({ turn }) => turn));
    const given = new Set(allActs(session.features.acts, 'SPACE').map(({ turn }) => turn));
    for (const move of closingIn(session.turns)) {
      const weapon = armedAt(session, move.turn);
      const prepared = [...covered, ...given].some((turn) => weapon && turn >= weapon.turn && turn <= move.turn);
      if (weapon && !prepared) {
        return {
          evidence: [weapon, move],
          reason: 'The officer closes in on an armed person without naming cover or a plan.',
        };
      }
    }
    return undefined;
  },
  CF_NO_MEDICAL_AID: ({ features }) => {
    const left = features.cues.filter(
      (cue) => cue.kind === 'INJURY' && cue.followed.length >= 2 && !medicalHelpAfter(features.acts, cue.turn),
    );
    if (left.length === 0) return undefined;
    return {
      evidence: left.map(({ turn, quote }) => ({ turn, quote })),
      reason: 'No medical help is offered or called after a stated injury.',
    };
  },
};

/**
 * Critical fails that the words show plainly, of those the rubric lists. Each is a proposal for a person to confirm; a
 * fail that needs knowledge beyond the words (a false promise that nobody breaks in the session) is not found here.
 */
export function proposedCriticalFails(codes: readonly string[], session: Session): ProposedCriticalFail[] {
  return codes.flatMap((code) => {
    const found = Object.hasOwn(RULES, code) ? RULES[code](session) : undefined;
    return found ? [{ code, ...found }] : [];
  });
}
