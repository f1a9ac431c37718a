import { z } from 'zod';
import { ACT_KINDS } from '../speech/act-kinds.js';
import { TONES } from './tone.js';

/** Stress bands from the calmest to the worst. */
export const BANDS = ['CALM', 'UNEASY', 'AGITATED', 'CRISIS'] as const;
export type Band = (typeof BANDS)[number];

/** How a session may end, in the words of the outcome bands of the rubric. */
export const OUTCOME_PATHS = ['RESOLUTION', 'CONTAINMENT', 'ESCALATION'] as const;
export type OutcomePath = (typeof OUTCOME_PATHS)[number];

export const CUE_KINDS = ['WEAPON', 'SUICIDE', 'INJURY', 'MEDICATION', 'OTHER'] as const;

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'letters, digits, - and _ only');
const level = z.number().min(0).max(10);
const act = z.enum(ACT_KINDS);
const band = z.enum(BANDS);
const names = z.array(id).max(12);
const spoken = z
  .string()
  .max(400)
  .refine((text) => {
    const words = text.trim().split(/\s+/).length;
    return words >= 4 && words <= 45;
  }, 'a spoken line has 4 to 45 words')
  .refine((text) => !text.startsWith('['), 'square brackets are for cues');

export const personaSchema = z.strictObject({
  name: z.string().min(1).max(80),
  age: z.int().min(0).max(120),
  profile: z.string().min(1).max(2000),
  emotionalState: z.string().min(1).max(500),
  triggers: z.array(z.string().min(1).max(200)).max(20),
  reactions: z.string().min(1).max(1000),
  goal: z.string().min(1).max(500),
  speakingStyle: z.string().min(1).max(500),
});

const conditions = {
  /** Facts that must already be on the table; facts that must not. */
  needs: names.optional(),
  unless: names.optional(),
};

const lineSchema = z.strictObject({
  id,
  in: z.array(band).min(1),
  /** The line answers any of these acts; without acts and topics it fits after anything. */
  acts: z.array(act).optional(),
  /** And any of these topics, where given. */
  topics: names.optional(),
  /** Sample officer words it answers best: only they, the topic words and the text itself rank lines. */
  hears: z.string().max(300).optional(),
  /** What the line is about, so that "How long has that been going on?" finds the next one. Default: its first topic. */
  about: id.optional(),
  /** The stress at which it rings truest. Default: from its bands. */
  temper: level.optional(),
  minTrust: level.optional(),
  maxTrust: level.optional(),
  sets: names.optional(),
  text: spoken,
  ...conditions,
});

/** A remark on the turn before, said ahead of an answer: "Now you're asking." */
const leadSchema = z.strictObject({
  id,
  in: z.array(band).min(1),
  after: z.enum(TONES),
  /** Only ahead of answers to one of these acts. */
  acts: z.array(act).min(1).optional(),
  text: z
    .string()
    .max(120)
    .refine((text) => !text.startsWith('['), 'square brackets are for cues')
    .refine((text) => /[.?!]$/.test(text), 'a lead is a whole sentence')
    .refine((text) => text.trim().split(/\s+/).length <= 18, 'a lead has at most 18 words'),
});

const outcomeSchema = z.strictObject({
  path: z.enum(OUTCOME_PATHS),
  reason: z.string().min(1).max(200),
  when: z.strictObject({
    /** Counted in officer turns of the session, this one included. */
    minOfficerTurns: z.int().min(1).max(200),
    stressAtLeast: level.optional(),
    stressAtMost: level.optional(),
    trustAtLeast: level.optional(),
    /** For so many officer turns in a row stress was at or above `stressAtLeast`. Default 1. */
    sustainedTurns: z.int().min(1).max(50).optional(),
    /** Each group needs one of its acts heard at some point of the session. */
    heard: z.array(z.array(act).min(1)).optional(),
    /** One of these in the officer's present turn, so that the closing line answers it. */
    onActs: z.array(act).min(1).optional(),
    /** None of these in it: a plain question deserves its answer before the curtain. */
    notOnActs: z.array(act).min(1).optional(),
  }),
  closing: z.array(z.strictObject({ id, text: spoken, ...conditions })).min(1),
});

const shape = z.strictObject({
  persona: personaSchema,
  start: z.strictObject({ stress: level, trust: level }),
  /** Upper stress bound of each band but the last. */
  bands: z.strictObject({ CALM: level, UNEASY: level, AGITATED: level }),
  topics: z
    .array(z.strictObject({ id, words: z.array(z.string().min(2).max(40)).min(1) }))
    .min(1)
    .max(60),
  /** Words and phrases that move this person's stress whoever says them. */
  triggerWords: z.array(z.string().min(2).max(40)).max(40),
  sootherWords: z.array(z.string().min(2).max(40)).max(40),
  cues: z
    .array(
      z.strictObject({
        id,
        kind: z.enum(CUE_KINDS),
        /** Shown with the civilian's answer to this officer turn, counted from 1. */
        onTurn: z.int().min(1).max(50),
        /** What the officer sees or hears. */
        text: z
          .string()
          .min(1)
          .max(200)
          .regex(/^[^[\]]+$/, 'no square brackets'),
      }),
    )
    .max(12),
  lines: z.array(lineSchema).min(1).max(600),
  leads: z.array(leadSchema).max(80).optional(),
  outcomes: z.array(outcomeSchema).min(1).max(12),
});

type Shape = z.infer<typeof shape>;

function duplicates(values: string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}

function faults(script: Shape): string[] {
  const closings = script.outcomes.flatMap((outcome) => outcome.closing);
  const all = [...script.lines, ...closings];
  const spokenTexts = [...all, ...(script.leads ?? [])];
  const topics = new Set(script.topics.map((topic) => topic.id));
  const facts = new Set(script.lines.flatMap((line) => line.sets ?? []));
  const found = [
    ...duplicates(spokenTexts.map((line) => line.id)).map((twice) => `line id ${twice} is used twice`),
    ...duplicates(spokenTexts.map((line) => line.text.toLowerCase())).map(
      (twice) => `the text "${twice}" is used twice`,
    ),
    ...duplicates([...topics]).map((twice) => `topic ${twice} is defined twice`),
  ];
  for (const line of script.lines) {
    for (const topic of [...(line.topics ?? []), ...(line.about ? [line.about] : [])]) {
      if (!topics.has(topic)) found.push(`line ${line.id} names the unknown topic ${topic}`);
    }
  }
  for (const line of all) {
    for (const fact of line.needs ?? []) {
      if (!facts.has(fact)) found.push(`line ${line.id} needs ${fact}, which no line sets`);
    }
  }
  for (const path of OUTCOME_PATHS) {
    if (!script.outcomes.some((outcome) => outcome.path === path)) found.push(`no outcome leads to ${path}`);
  }
  if (!(script.bands.CALM < script.bands.UNEASY && script.bands.UNEASY < script.bands.AGITATED)) {
    found.push('the bounds of the bands must rise from CALM to AGITATED');
  }
  return found;
}

/**
 * What the scripted player needs to play a civilian: persona, mood, authored lines with what each answers, cues and
 * endings. Beyond shape it refuses what would show in play: repeated texts, unknown topics, facts nobody sets.
 */
export const playerScriptSchema = shape.superRefine((script, context) => {
  for (const message of faults(script)) context.addIssue({ code: 'custom', message });
});

export type PlayerScript = z.infer<typeof playerScriptSchema>;
export type PlayerLine = PlayerScript['lines'][number];
