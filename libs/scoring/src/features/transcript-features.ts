import { Evidence, TranscriptTurn, turnsOf } from '../transcript.js';
import { Cue, cuesOf, ScenarioCue } from './cues.js';
import { Lapse, lapses, repeatedLines, repeatedOrders } from './pressure.js';
import { allActs, creditedActs, SpokenAct, spokenActs } from './spoken-acts.js';
import { spokenParts } from './spoken-parts.js';
import { StressFeatures, stressFeatures } from './stress.js';
import { interruptions, talkRatio } from './talk.js';

/** Recorded with every grade; raised whenever the same transcript may give other features or levels. */
export const FEATURE_VERSION = '1.3.0';

export interface FeatureInput {
  turns: readonly TranscriptTurn[];
  /** As the persona sheet spells it; without it, name use is not seen. */
  civilianName?: string;
  /** Where the player was scripted: its stress after each officer turn, 0 to 10. */
  stressTrajectory?: readonly number[];
  /** The scenario's own cues, so that a hint its author marked is known for what it is. */
  scenarioCues?: readonly ScenarioCue[];
  /** Numbers of turns in which nothing counts towards a level: another grader found them to do harm. */
  discounted?: ReadonlySet<number>;
}

/**
 * What plain code reads from a transcript. Lists hold every finding with its words, so a person can check each number.
 * Counts of acts are those that count towards a level (see `spokenActs`); pressure counts every time.
 */
export interface TranscriptFeatures {
  version: string;
  officerTurns: number;
  /** Officer turns that speak to the civilian; the rest address a grader, and cannot thin out what is wrong. */
  plainTurns: number;
  civilianTurns: number;
  /** Share of words, 0 to 1. */
  talkRatio: number | undefined;
  /** Invitations to tell (LEAPS: ask; ICAT module 4). */
  openQuestions: SpokenAct[];
  closedQuestions: SpokenAct[];
  /** Weapon, self-harm, injury or medication asked plainly (CDM: collect information, assess threats). */
  safetyQuestions: SpokenAct[];
  /** Orders, each time (ICAT: alternatives to repeated commands). */
  imperatives: SpokenAct[];
  /** The civilian's words given back (Behavioral Change Stairway: paraphrase, summarise). */
  paraphrases: SpokenAct[];
  /** A feeling named (Behavioral Change Stairway: emotion labelling). */
  emotionLabels: SpokenAct[];
  empathy: SpokenAct[];
  /** The civilian's name used (Tyler: respect). */
  nameUse: SpokenAct[];
  /** Two ways or more offered (DABS: guidance; ICAT). */
  choices: SpokenAct[];
  interruptions: Evidence[];
  repeatedOrders: SpokenAct[];
  threats: SpokenAct[];
  profanity: SpokenAct[];
  lapses: Lapse[];
  /** Turn number of the first credited empathy or emotion label. */
  firstEmpathyTurn: number | undefined;
  cues: Cue[];
  repeatedLines: Evidence[];
  nonsense: SpokenAct[];
  /** Absent where the player was not scripted. */
  stress?: StressFeatures;
  /** Every act in the order spoken. */
  acts: SpokenAct[];
}

/** Computes all features of a session. Total: any text is accepted; nothing is thrown. */
export function transcriptFeatures({
  turns,
  civilianName,
  stressTrajectory,
  scenarioCues,
  discounted,
}: FeatureInput): TranscriptFeatures {
  const acts = spokenActs(turns, civilianName).map((act) =>
    discounted?.has(act.turn) ? { ...act, credited: false } : act,
  );
  const stress = stressFeatures(stressTrajectory);
  return {
    version: FEATURE_VERSION,
    officerTurns: turnsOf(turns, 'OFFICER').length,
    plainTurns: turnsOf(turns, 'OFFICER').filter(({ text }) => spokenParts(text).some((part) => part.toCivilian))
      .length,
    civilianTurns: turnsOf(turns, 'CIVILIAN').length,
    talkRatio: talkRatio(turns),
    openQuestions: creditedActs(acts, 'OPEN_QUESTION'),
    closedQuestions: creditedActs(acts, 'CLOSED_QUESTION'),
    safetyQuestions: creditedActs(acts, 'SAFETY_QUESTION'),
    imperatives: allActs(acts, 'ORDER'),
    paraphrases: creditedActs(acts, 'PARAPHRASE'),
    emotionLabels: creditedActs(acts, 'EMOTION_LABEL'),
    empathy: creditedActs(acts, 'EMPATHY'),
    nameUse: creditedActs(acts, 'NAME_USE'),
    choices: creditedActs(acts, 'CHOICE'),
    interruptions: interruptions(turns),
    repeatedOrders: repeatedOrders(acts),
    threats: allActs(acts, 'THREAT'),
    profanity: allActs(acts, 'PROFANITY'),
    lapses: lapses(turns, acts),
    firstEmpathyTurn: creditedActs(acts, 'EMPATHY', 'EMOTION_LABEL').at(0)?.turn,
    cues: cuesOf(turns, acts, scenarioCues),
    repeatedLines: repeatedLines(turns),
    nonsense: allActs(acts, 'NONSENSE'),
    ...(stress && { stress }),
    acts,
  };
}
