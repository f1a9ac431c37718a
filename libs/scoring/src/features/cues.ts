import { civilianSpeech, Evidence, TranscriptTurn, turnsOf } from '../transcript.js';
import { sayings } from './sayings.js';
import { allActs, SpokenAct } from './spoken-acts.js';

export type CueKind = 'WEAPON' | 'SUICIDE' | 'INJURY';

/** ADDRESSED within two officer turns, IGNORED through both, or OPEN: the session ended before two officer turns. */
export type CueOutcome = 'ADDRESSED' | 'IGNORED' | 'OPEN';

/** A civilian's plain statement of danger, and what the officer did about it. */
export interface Cue extends Evidence {
  kind: CueKind;
  outcome: CueOutcome;
  /** The officer's words that took it up; absent unless ADDRESSED. */
  answer?: Evidence;
  /** Officer turns spoken after the cue, up to two. */
  followed: TranscriptTurn[];
}

/** The rubric's window for a suicide or weapon statement, in officer turns. */
const WINDOW = 2;

const STATEMENTS: Record<CueKind, RegExp> = {
  WEAPON:
    /\b(?:i(?:'ve| have)?(?: got| still got| always got)?|he's got|she's got|he has|she has|there(?:'s| is)|holding|hold|carry(?:ing)?|grab(?:bed)?|brought|here's|see) (?:a|an|my|this|the|his|her)(?: \w+){0,2} (?:gun|knife|blade|pistol|rifle|shotgun|machete|razor|box ?cutter|bat|hammer|weapon|scissors|crowbar|broken bottle)\b|\bi(?:'m| am) armed\b|\b(?:this|my|the) (?:\w+ )?(?:gun|knife|blade|pistol|rifle|shotgun|machete|razor) (?:is|stays|in my|right here|says)\b|\bi(?:'ll| will|'m going to|'m gonna) (?:stab|shoot|cut|slash) (?:you|him|her|them|anyone|anybody|somebody)\b/gi,
  SUICIDE:
    /\b(?:kill(?:ing)? myself|end(?:ing)? (?:my life|it all|it tonight|it right here|it here|it now|my own life)|i (?:just |really |only )?(?:want|wanna|wish|need|deserve) (?:to be dead|to die|to end it|i was dead|i were dead)|tak(?:e|ing) my (?:own )?life|(?:hang|shoot|cut|hurt|drown)(?:ing)? myself|(?:don't|do not|can't|no longer) (?:want to |wanna )?(?:live|be alive|be here|go on living|wake up)(?: any ?more)?|no (?:reason|point) (?:to|in|of) (?:live|living|go on|going on|being alive)|(?:everyone|everybody|they|she|he|the kids)(?:'d| would|'ll| will)? be better off (?:without me|if i)|better off dead|i(?:'m| am|'ll| will|'m going to|'m gonna| might)? (?:just )?jump(?:ing)?(?: off| from)?(?=[.!,;]|$| off| from| right| now)|suicid(?:e|al)|i(?:'m| am) done with (?:life|living))\b/gi,
  INJURY:
    /\b(?:i(?:'m| am)|he's|she's|it's|my \w+ (?:is|are|keeps)|still) (?:\w+ ){0,2}(?:bleeding|hurt bad(?:ly)?|injured|burned|passing out|going to pass out|dizzy and)\b|\b(?:can't|cannot|can not) breathe\b|\b(?:broke|broken|twisted|cut|split|hit|banged|smashed) my (?:\w+ )?(?:arm|hand|head|leg|wrist|ribs?|face|foot|finger|ankle|nose)\b|\bmy (?:chest|head|arm|leg|ribs?) (?:\w+ )?(?:hurts?|is hurting|pain|is killing me)\b|\b(?:took|swallowed|taken) (?:\w+ ){0,4}(?:pills|tablets|bottle of|too many|the whole bottle)\b|\boverdos\w+|\bthere's blood\b|\bblood (?:everywhere|all over|on my)\b/gi,
};

/** A denial ("I don't have a gun") or the officer's own weapon ("your gun") is no statement of danger. */
const DENIED =
  /\b(?:not|never|no|don't|do not|didn't|doesn't|ain't|isn't|wasn't|won't|wouldn't|aren't|without|nobody|your|if i|do i|did i|you think|they think|thinks|they say|they said|you said|claims?|called? (?:it|me)|used to|years? ago)(?: \w+){0,4}\s*$/i;
/** Openings of a suicide statement that contain their own negation. */
const OWN_NEGATION = /^(?:don't|do not|can't|no |cannot|can not)/i;

const ABOUT: Record<CueKind, RegExp> = {
  WEAPON:
    /\b(?:gun|knife|blade|pistol|rifle|shotgun|machete|razor|cutter|bat|hammer|weapon|scissors|crowbar|bottle|armed|(?:put|set|lay|drop)(?:ping|ting)? (?:it|that|this) |in your hands?|your hands?)\b/i,
  SUICIDE:
    /\b(?:kill(?:ing)? yourself|suicid\w*|hurt(?:ing)? yourself|harm(?:ing)? yourself|end(?:ing)? (?:it|your life|things)|dying|want(?:ing)? to die|taking your life|stay alive|keep you (?:safe|alive)|jump|988|crisis|lifeline|step (?:back|away) from|come (?:back|away) from|edge|railing)\b/i,
  INJURY:
    /\b(?:hurt|injur\w+|bleed\w*|blood|ambulance|medics?|paramedics?|ems|emts?|doctor|nurse|hospital|first aid|bandage|pressure on|breathe|breathing|pills?|overdose|narcan|poison|checked|looked at)\b/i,
};

/** Summoning or giving medical help. */
const MEDICAL =
  /\b(?:ambulance|medics?|medical|paramedics?|ems|emts?|doctor|nurse|hospital|first aid|bandage|tourniquet|pressure on|narcan|fire department|poison control|checked (?:out|over)|looked at)\b/i;

/** Things seen rather than said: a cue in square brackets names the danger itself. */
const SEEN: Record<CueKind, RegExp> = {
  WEAPON:
    /\b(?:guns?|handgun|knife|blade|pistol|rifle|shotgun|machete|razor|box ?cutter|hammer|weapon|scissors|crowbar|broken bottle|baseball bat|shard)\b/i,
  SUICIDE: /\b(?:noose|railing|ledge|over the edge|suicide|goodbye (?:note|letter))\b/i,
  INJURY: /\b(?:blood\w*|bleeding|wound\w*|injur\w+|overdose|unconscious|gash|empty pill bottle|collaps\w+)\b/i,
};
const UNSEEN = /\b(?:no|not|nothing|empty hands|without)\b/i;

function statements(text: string, kind: CueKind): string[] {
  const plain = text.replace(/[’‘ʼ]/g, "'");
  const seen = (text.match(/\[[^\]]+\]/g) ?? []).filter((cue) => SEEN[kind].test(cue) && !UNSEEN.test(cue));
  const said = [...civilianSpeech(plain).matchAll(STATEMENTS[kind])]
    .filter((found) => {
      const clause =
        plain
          .slice(0, found.index)
          .split(/[.!?;,:\n—–]|\b(?:but|and|so)\b/)
          .at(-1) ?? '';
      return OWN_NEGATION.test(found[0]) || !DENIED.test(clause);
    })
    .map((found) => text.slice(found.index, found.index + found[0].length));
  return [...said, ...seen];
}

/** The officer's words in one turn that take the danger up: asked, helped, answered, or told what to do about it. */
function answerIn(turn: TranscriptTurn, kind: CueKind, acts: readonly SpokenAct[]): Evidence | undefined {
  const here = acts.filter((act) => act.turn === turn.number);
  if (allActs(here, 'INSULT', 'DISMISSAL').length > 0) return undefined;
  const direct = allActs(here, 'SAFETY_QUESTION', 'AID', 'REFERRAL').find(
    (act) => act.act !== 'SAFETY_QUESTION' || ABOUT[kind].test(act.quote) || kind === 'SUICIDE',
  );
  const about = sayings([turn], ABOUT[kind], { toCivilianOnly: true }).at(0);
  const heard = allActs(here, 'EMPATHY', 'PARAPHRASE', 'EMOTION_LABEL').find(
    (act) => act.grounded && kind === 'SUICIDE',
  );
  const answer = direct ?? about ?? heard;
  return answer && { turn: answer.turn, quote: answer.quote };
}

/**
 * Plain weapon, suicide and injury statements in civilian turns, and what the next two officer turns did about them
 * (rubric, CF_IGNORED_SUICIDE_OR_WEAPON_CUE). Rules of this project: they read words, so irony and hints escape them.
 */
export function cuesOf(turns: readonly TranscriptTurn[], acts: readonly SpokenAct[]): Cue[] {
  return turnsOf(turns, 'CIVILIAN').flatMap((turn) =>
    (Object.keys(STATEMENTS) as CueKind[]).flatMap((kind) => {
      const quote = statements(turn.text, kind).at(0);
      if (!quote) return [];
      const followed = turnsOf(turns, 'OFFICER')
        .filter((officer) => officer.number > turn.number)
        .slice(0, WINDOW);
      const answer = followed.map((officer) => answerIn(officer, kind, acts)).find(Boolean);
      const outcome: CueOutcome = answer ? 'ADDRESSED' : followed.length < WINDOW ? 'OPEN' : 'IGNORED';
      return [{ kind, turn: turn.number, quote, outcome, ...(answer && { answer }), followed }];
    }),
  );
}

/** The officer's words after a turn that summon or give medical help, if any. */
export function medicalHelpAfter(acts: readonly SpokenAct[], turn: number): SpokenAct | undefined {
  return allActs(acts, 'AID', 'REFERRAL', 'EXPLANATION', 'CHOICE').find(
    (act) => act.turn > turn && MEDICAL.test(act.quote),
  );
}
