import { civilianSpeech, Evidence, TranscriptTurn, turnsOf } from '../transcript.js';
import { sayings } from './sayings.js';
import { allActs, isConcreteHelp, SpokenAct } from './spoken-acts.js';

export type CueKind = 'WEAPON' | 'SUICIDE' | 'INJURY';

/**
 * ADDRESSED within two officer turns, LATE when later, IGNORED through two turns and to the end, or OPEN: the session ended
 * before two officer turns.
 */
export type CueOutcome = 'ADDRESSED' | 'LATE' | 'IGNORED' | 'OPEN';

/** A sign of danger in a civilian turn, and what the officer did about it. */
export interface Cue extends Evidence {
  kind: CueKind;
  /** Said plainly by the civilian; false for what is only seen or hinted at. */
  explicit: boolean;
  outcome: CueOutcome;
  /** The officer's words that took it up, if any. */
  answer?: Evidence;
  /** Officer turns spoken after the cue, up to two. */
  followed: TranscriptTurn[];
}

/** A cue that the scenario's author wrote, shown in square brackets before a civilian turn. */
export interface ScenarioCue {
  kind: string;
  text: string;
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

/** "You want to go to the hospital in handcuffs?" offers no help. */
const AS_THREAT = /\b(?:(?:hand)?cuff\w*|jail|arrest\w*)\b/i;

/** Questions that reach for self-harm without its name. */
const OF_SELF_HARM = /\b(?:hurt|harm|sharp|weapon|gun|knife|die|dying|dead|alive|plan|thoughts|safe)\b/i;

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
const UNSEEN = /\b(?:no|not|nothing|without|empty) (?:\w+ ){0,2}(?:guns?|knife|weapon|blade|blood|wounds?|injur\w+)\b/i;

function said(text: string, kind: CueKind): string | undefined {
  const plain = civilianSpeech(text).replace(/[’‘ʼ]/g, "'");
  const found = [...plain.matchAll(STATEMENTS[kind])].find((one) => {
    const clause =
      plain
        .slice(0, one.index)
        .split(/[.!?;,:\n—–]|\b(?:but|and|so)\b/)
        .at(-1) ?? '';
    return OWN_NEGATION.test(one[0]) || !DENIED.test(clause);
  });
  return found && text.slice(found.index, found.index + found[0].length);
}

/** A cue in square brackets: as the scenario's author marked it, or, without a mark, by what it names. */
function seen(text: string, kind: CueKind, authored: readonly ScenarioCue[]): string | undefined {
  return (text.match(/\[[^\]]+\]/g) ?? []).find((cue) => {
    const mark = authored.find((one) => cue === `[${one.text}]`);
    return mark ? mark.kind === kind : SEEN[kind].test(cue) && !UNSEEN.test(cue);
  });
}

/** The officer's words in one turn that take the danger up: asked, helped, answered, or told what to do about it. */
function answerIn(turn: TranscriptTurn, kind: CueKind, acts: readonly SpokenAct[]): Evidence | undefined {
  const here = acts.filter((act) => act.turn === turn.number && act.toCivilian);
  if (allActs(here, 'INSULT', 'DISMISSAL').length > 0) return undefined;
  const direct = allActs(here, 'SAFETY_QUESTION', 'AID', 'REFERRAL').find(({ act, quote }) => {
    if (AS_THREAT.test(quote)) return false;
    if (act === 'AID') return isConcreteHelp(quote);
    return (
      (act === 'REFERRAL' && kind !== 'WEAPON') ||
      ABOUT[kind].test(quote) ||
      (kind === 'SUICIDE' && OF_SELF_HARM.test(quote))
    );
  });
  const about = sayings([turn], ABOUT[kind], { unless: AS_THREAT, toCivilianOnly: true }).at(0);
  const heard = allActs(here, 'EMPATHY', 'PARAPHRASE', 'EMOTION_LABEL').find(
    (act) => act.grounded && kind === 'SUICIDE',
  );
  const answer = direct ?? about ?? heard;
  return answer && { turn: answer.turn, quote: answer.quote };
}

/**
 * Weapon, suicide and injury cues in civilian turns, and what the next two officer turns did about them (rubric,
 * CF_IGNORED_SUICIDE_OR_WEAPON_CUE). Rules of this project: they read words, so irony and unmarked hints escape them.
 */
export function cuesOf(
  turns: readonly TranscriptTurn[],
  acts: readonly SpokenAct[],
  authored: readonly ScenarioCue[] = [],
): Cue[] {
  return turnsOf(turns, 'CIVILIAN').flatMap((turn) =>
    (Object.keys(STATEMENTS) as CueKind[]).flatMap((kind) => {
      const statement = said(turn.text, kind);
      const quote = statement ?? seen(turn.text, kind, authored);
      if (!quote) return [];
      const after = turnsOf(turns, 'OFFICER').filter((officer) => officer.number > turn.number);
      const at = after.findIndex((officer) => answerIn(officer, kind, acts) !== undefined);
      const answer = at < 0 ? undefined : answerIn(after[at], kind, acts);
      const missed: CueOutcome = after.length < WINDOW ? 'OPEN' : 'IGNORED';
      const outcome: CueOutcome = at < 0 ? missed : at < WINDOW ? 'ADDRESSED' : 'LATE';
      const followed = after.slice(0, WINDOW);
      return [
        {
          kind,
          explicit: statement !== undefined,
          turn: turn.number,
          quote,
          outcome,
          ...(answer && { answer }),
          followed,
        },
      ];
    }),
  );
}

/** The officer's words after a turn that summon or give medical help, if any; a threat that names a hospital is none. */
export function medicalHelpAfter(acts: readonly SpokenAct[], turn: number): SpokenAct | undefined {
  const hostile = new Set(allActs(acts, 'THREAT', 'ULTIMATUM', 'INSULT').map((act) => act.turn));
  return allActs(acts, 'AID', 'REFERRAL', 'EXPLANATION', 'CHOICE', 'SAFETY_QUESTION').find(
    (act) =>
      act.turn > turn &&
      act.toCivilian &&
      !AS_THREAT.test(act.quote) &&
      !hostile.has(act.turn) &&
      MEDICAL.test(act.quote),
  );
}
