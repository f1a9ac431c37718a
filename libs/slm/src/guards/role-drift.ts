import { plainText, sentencesOf } from '../speech/clauses.js';

/** A label before speech: "Officer:", "CIVILIAN -", "**Marcus**:", "[Owen]:". Any capitalised word or two will do. */
const LABEL =
  /^[\s>*_#"“[(-]*([A-Z][\p{L}.']*(?:[ \t][A-Z0-9][\p{L}\d.']*){0,3})[\])*_"”]*[ \t]*(?:\([^)\n]{0,40}\))?[ \t]*:/u;
/** Words before a colon that are speech: "Look: I never touched it." */
const SPEECH_BEFORE_COLON =
  /^(?:look|listen|okay|ok|fine|well|so|now|yes|yeah|no|first|second|third|one|two|three|here|that|this|because|anyway|see|point|truth|question|answer|my|the|i|it|you|what|and|but)\b/i;
const SPEAKER_LABEL =
  /(?:^|[\n.!?*"”\])]\s*)[*_[(]*(?:officer|police|cop|deputy|sergeant|sgt|dispatch(?:er)?|civilian|subject|suspect|assistant|user|human|ai|system|narrator)\b[\])*_]*[ \t]*(?:[\p{L}.]{1,20}[ \t]*)?:/iu;
/** Marks of chat templates. */
const TEMPLATE_MARK = /<\|[\w-]{1,40}\|?>|<\/?s>|\[\/?INST\]|<\/?(?:assistant|user|system|think)>|^#{2,}\s/im;

/** Said of another, these words are told and not spoken as one's own. */
const REPORTED =
  /\b(?:said|says|say|saying|tell|tells|told|telling|yell|yells|yelled|yelling|shout|shouted|shouting|scream|screamed|order|orders|ordered|ordering|hear|heard|like|gonna|going to|want|wants|wanted|if|when|last time|they|he|she|cops?|nobody|him|her|them|want me|make me|keep|why)\b/;
const QUOTED = /["“][^"”]*["”]|'[^']{8,}'/g;

/** Who the officer of a dialogue says they are, and what only they can threaten. */
const OFFICER_SELF: readonly RegExp[] = [
  /\b(?:i'm|i am|this is|my name is|name's) (?:an? )?(?:police )?(?:officer|deputy|sergeant|detective|trooper|corporal)\b/,
  /\bi'm (?:here )?(?:with|from) the (?:police|sheriff|department|county sheriff)/,
  /\bi(?:'ll| will| can| am going to|'m going to) (?:have to )?(?:arrest|detain|handcuff|cuff|tase|pat|write) you\b/,
  /\b(?:requesting backup|send (?:another|a second) unit|show me on scene|10-4)\b/,
];

/** What only the officer says as their own words; a civilian tells of it, asks about it or throws it back. */
const OFFICER_WORDS: readonly RegExp[] = [
  /\b(?:police|sheriff's (?:office|department))[,!.] (?:open|drop|freeze|don't move|stop|show|get|let me see)/,
  /\byou(?:'re| are) (?:under arrest|being (?:detained|arrested|placed))\b/,
  /\byou have the right to remain silent\b/,
  /\b(?:license and registration|step out of the (?:car|vehicle))\b/,
  /\b(?:drop|put down) (?:the|your) (?:weapon|knife|gun|blade|firearm)\b/,
  /\b(?:sir|ma'am),? i(?:'m going to)? need (?:you )?to\b/,
  /\b(?:let me see|show me|keep) your hands\b/,
  /\b(?:get on the ground|turn around and face)\b/,
  /\bmy partner (?:and i )?(?:will|is going to|are going to)\b/,
];

/** Whether a text is labelled as a script is: by any speaker's name at its start, or a role anywhere. */
function isLabelled(text: string): boolean {
  if (TEMPLATE_MARK.test(text) || SPEAKER_LABEL.test(text)) return true;
  return text.split('\n').some((line) => {
    const name = LABEL.exec(line)?.[1];
    return name !== undefined && !SPEECH_BEFORE_COLON.test(name);
  });
}

/** Whether somebody speaks in the officer's place: as the officer, or as the writer of a script. Also of a turn half spoken. */
export function driftsFromRole(text: string): boolean {
  if (isLabelled(text)) return true;
  const plain = plainText(text.replace(QUOTED, (quoted) => ' '.repeat(quoted.length)));
  if (OFFICER_SELF.some((words) => words.test(plain))) return true;
  return sentencesOf(plain).some(
    ({ text: said }) => OFFICER_WORDS.some((words) => words.test(said)) && !REPORTED.test(said),
  );
}
