/**
 * What an officer's words do to the person who hears them. One line may do several things at once.
 *
 * The kinds follow what de-escalation training names (procedural justice, active listening, time and distance), not
 * grammar: "Put it down, please" is a REQUEST, "I need you to put it down" an ORDER.
 */
export const ACT_KINDS = [
  'INTRODUCTION',
  'EXPLANATION',
  'OPEN_QUESTION',
  'CLOSED_QUESTION',
  /** Weapon, self-harm, injury or medication asked plainly; the same sentence also counts as an open or closed question. */
  'SAFETY_QUESTION',
  'EMPATHY',
  'EMOTION_LABEL',
  'PARAPHRASE',
  'REASSURANCE',
  'APOLOGY',
  'CHOICE',
  'REQUEST',
  'ORDER',
  'THREAT',
  'ULTIMATUM',
  'INSULT',
  'PROFANITY',
  'DISMISSAL',
  /** Gives distance, quiet or time. */
  'SPACE',
  'AID',
  'REFERRAL',
  'PROMISE',
  'NAME_USE',
  'GREETING',
  'NONSENSE',
] as const;

export type ActKind = (typeof ACT_KINDS)[number];

/** One act and the words that carried it. */
export interface OfficerAct {
  act: ActKind;
  /** An exact, non-empty substring of the officer's text: it is shown to people as evidence. */
  quote: string;
}

/** What the rules may know beside the line itself. */
export interface SpeechContext {
  /** The civilian's name as the persona sheet spells it; using any part of it counts as NAME_USE. */
  civilianName?: string;
  /** The civilian's turn just before: needed to recognise a paraphrase that has no set phrase. */
  civilianLastTurn?: string;
}
