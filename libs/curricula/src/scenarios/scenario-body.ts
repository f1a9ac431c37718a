import { z } from 'zod';
import { CUE_KINDS, playerScriptSchema } from '#slm';

export const SCENARIO_FORMAT = 'parley-scenario/1';

const short = z.string().min(1).max(300);
const paragraph = z.string().min(1).max(4_000);

/** A code as packs and agencies write it: small letters, digits and dashes. */
export const scenarioCodeSchema = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/,
    'must be small letters, digits and dashes, for example traffic-stop',
  );

const cueSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'letters, digits, - and _ only'),
  kind: z.enum(CUE_KINDS),
  /** Shown with the civilian's answer to this officer turn, counted from 1. */
  onTurn: z.int().min(1).max(50),
  text: z.string().min(1).max(200),
});

/** An officer response of imported material, with how its authors rated it. */
export const ratedResponseSchema = z.strictObject({
  text: z.string().min(1).max(4_000),
  /** The rating in the authors' own word, for example `best`; null where they gave none. */
  rating: z.string().min(1).max(100).nullable(),
  /** The authors' points; they compare within one scenario only. Null where they gave none. */
  points: z.number().min(-1_000_000).max(1_000_000).nullable(),
  feedback: z.string().max(4_000).nullable(),
});

const stageLineSchema = z.strictObject({ character: short, text: z.string().min(1).max(4_000) });

export const scenarioStageSchema = z.strictObject({
  title: short,
  scene: z.string().max(4_000),
  /** What the people at the scene say before the officer answers. */
  lines: z.array(stageLineSchema).max(100),
  prompt: z.string().max(4_000).nullable(),
  responses: z.array(ratedResponseSchema).max(50),
  /** What the trainer and the officer say when the scene is over. */
  debrief: z.array(stageLineSchema).max(100).optional(),
});

/** What imported material says of the person: as much as it says, not a script to play. */
export const importedPersonaSchema = z.strictObject({
  name: z.string().min(1).max(200),
  age: z.string().max(100).nullable(),
  emotionalState: z.string().max(2_000).nullable(),
  speakingStyle: z.string().max(2_000).nullable(),
  background: z.string().max(4_000).nullable(),
});

/** A scenario version's content. Only one with a `script` can be played by the scripted player. */
export const scenarioBodySchema = z
  .strictObject({
    format: z.literal(SCENARIO_FORMAT),
    code: scenarioCodeSchema,
    version: z.string().min(1).max(50),
    title: short,
    summary: z.string().min(1).max(2_000).optional(),
    /** What the trainee is told before the first turn. */
    situation: paragraph,
    setting: z
      .strictObject({
        place: short,
        time: z.string().min(1).max(50).optional(),
        present: z.array(short).max(20).optional(),
        distanceFeet: z.number().min(0).max(10_000).optional(),
      })
      .optional(),
    learningObjectives: z.array(z.string().min(1).max(500)).max(20).optional(),
    rating: z.strictObject({ level: z.string().min(1).max(50), notes: z.string().max(2_000).optional() }).optional(),
    cues: z.array(cueSchema).max(12).optional(),
    script: playerScriptSchema.optional(),
    persona: importedPersonaSchema.optional(),
    stages: z.array(scenarioStageSchema).max(50).optional(),
    /** Officer lines that came with imported material. */
    officerLines: z.array(z.string().min(1).max(4_000)).max(500).optional(),
    /** What an instructor says before, and what is told after: imported material only. */
    briefing: paragraph.optional(),
    revelation: paragraph.optional(),
    /** Where imported material came from: its format, and its key within the file. */
    origin: z.strictObject({ format: z.string().min(1).max(50), key: z.string().min(1).max(200) }).optional(),
  })
  .superRefine((body, context) => {
    if (!body.cues || !body.script) return;
    // The cues stand twice, for people and for the player: they must never tell two stories.
    if (JSON.stringify(body.cues.map(cueFacts)) !== JSON.stringify(body.script.cues.map(cueFacts))) {
      context.addIssue({ code: 'custom', path: ['cues'], message: 'must be the cues of the script' });
    }
  });

const cueFacts = (cue: z.infer<typeof cueSchema>): unknown[] => [cue.id, cue.kind, cue.onTurn, cue.text];

export type ScenarioBody = z.output<typeof scenarioBodySchema>;
export type ScenarioStage = z.output<typeof scenarioStageSchema>;
export type RatedResponse = z.output<typeof ratedResponseSchema>;
export type ImportedPersona = z.output<typeof importedPersonaSchema>;

/**
 * Checks a scenario as it stands in a file.
 * @returns the scenario, or every problem as `path: message`
 */
export function readScenario(file: unknown): { scenario: ScenarioBody } | { problems: string[] } {
  const parsed = scenarioBodySchema.safeParse(file);
  if (parsed.success) return { scenario: parsed.data };
  return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'scenario'}: ${issue.message}`) };
}
