import { z } from 'zod';
import {
  IMPORT_LIMITS,
  type ImportedCharacter,
  type ImportedLine,
  type ImportedStage,
  type RatedResponse,
} from './imported-item.js';
import { firstProblem } from './json-row.js';
import { optionalText, plainText, quoted } from './plain-text.js';

type Reject = (pointer: string, reason: string) => void;

const spoken = plainText(IMPORT_LIMITS.turnCharacters);
const optional = optionalText(IMPORT_LIMITS.textCharacters);
const entries = (most: number) =>
  z.array(z.unknown(), { error: 'must be a list' }).max(most, `holds more than ${most} entries`).optional();

const stageSchema = z.object(
  {
    title: plainText(IMPORT_LIMITS.titleCharacters),
    sceneUpdate: z
      .object(
        { title: optionalText(IMPORT_LIMITS.titleCharacters), desc: optionalText(3_700) },
        { error: 'must be an object' },
      )
      .optional(),
    prompt: optional,
    npcDialogue: entries(IMPORT_LIMITS.linesOfStage),
    options: entries(IMPORT_LIMITS.responsesOfStage),
    dialogueSequence: entries(IMPORT_LIMITS.linesOfStage),
  },
  { error: 'must be an object' },
);

const lineSchema = z.object({ character: plainText(50), text: spoken }, { error: 'must be an object' });

const RATING_OF = {
  positive: 'POSITIVE',
  partially_positive: 'PARTIALLY_POSITIVE',
  neutral: 'NEUTRAL',
  negative: 'NEGATIVE',
} as const;

const responseSchema = z.object(
  {
    text: spoken,
    type: z.enum(['positive', 'partially_positive', 'neutral', 'negative'], {
      error: 'must be positive, partially_positive, neutral or negative',
    }),
    points: z.number({ error: 'must be a number' }).min(-100, 'are below -100').max(100, 'are above 100'),
    feedback: optional,
  },
  { error: 'must be an object' },
);

/**
 * Reads the stages of a POL-COM scenario, in order and numbered from 1 as they stand in the file.
 * @param characters those the scenario names: a line by anybody else is rejected
 */
export function readPolcomStages(
  raw: unknown[],
  characters: ReadonlyMap<string, ImportedCharacter>,
  reject: Reject,
): ImportedStage[] {
  return raw.flatMap((one, at): ImportedStage[] => {
    const pointer = `/stages/${at}`;
    const read = stageSchema.safeParse(one);
    if (!read.success) {
      const problem = firstProblem(read.error, 1, pointer);
      reject(problem.pointer ?? pointer, `stage ${at + 1}: ${problem.reason}`);
      return [];
    }
    const { title, sceneUpdate, prompt, npcDialogue, options, dialogueSequence } = read.data;
    const scene = [sceneUpdate?.title, sceneUpdate?.desc].filter((part) => part !== undefined).join('. ');
    const lines = (list: unknown[] | undefined, name: string): ImportedLine[] =>
      readEach(list, `${pointer}/${name}`, `stage ${at + 1}, ${name}`, lineSchema, reject).flatMap(
        ({ value, where }) => {
          if (characters.has(value.character)) return [value];
          reject(where.pointer, `${where.name}: the character ${quoted(value.character)} is not among the characters`);
          return [];
        },
      );
    return [
      {
        number: at + 1,
        title,
        ...(scene === '' ? {} : { scene }),
        ...(prompt === undefined ? {} : { prompt }),
        lines: lines(npcDialogue, 'npcDialogue'),
        responses: readEach(options, `${pointer}/options`, `stage ${at + 1}, options`, responseSchema, reject).map(
          ({ value }) => responseOf(value),
        ),
        debrief: lines(dialogueSequence, 'dialogueSequence'),
      },
    ];
  });
}

function readEach<Schema extends z.ZodType>(
  list: unknown[] | undefined,
  pointer: string,
  name: string,
  schema: Schema,
  reject: Reject,
): { value: z.output<Schema>; where: { pointer: string; name: string } }[] {
  return (list ?? []).flatMap((one, at) => {
    const where = { pointer: `${pointer}/${at}`, name: `${name} ${at + 1}` };
    const read = schema.safeParse(one);
    if (read.success) return [{ value: read.data, where }];
    const problem = firstProblem(read.error, 1, where.pointer);
    reject(problem.pointer ?? where.pointer, `${where.name}: ${problem.reason}`);
    return [];
  });
}

function responseOf(option: z.output<typeof responseSchema>): RatedResponse {
  const { text, type, points, feedback } = option;
  return {
    text,
    rating: RATING_OF[type],
    points,
    ...(feedback === undefined ? {} : { feedback: { text: feedback, ...feedbackParts(feedback) } }),
  };
}

const PART_NAMES: Record<string, 'why' | 'consequences' | 'reflection'> = {
  why: 'why',
  consequences: 'consequences',
  reflection: 'reflection',
};

/** The parts of "Why: ... | CONSEQUENCES: ... | Reflection: ...", where a feedback is written so. */
function feedbackParts(feedback: string): Partial<Record<'why' | 'consequences' | 'reflection', string>> {
  const parts: Partial<Record<'why' | 'consequences' | 'reflection', string>> = {};
  for (const part of feedback.split(' | ')) {
    const marked = /^\s*(why|consequences|reflection)\s*:\s*(\S[^]*)$/i.exec(part);
    if (marked) parts[PART_NAMES[marked[1].toLowerCase()]] = marked[2].trim();
  }
  return parts;
}
