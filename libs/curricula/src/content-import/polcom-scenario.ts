import { z } from 'zod';
import { keySchema } from './deescalwild-cases.js';
import {
  IMPORT_LIMITS,
  type ImportedCharacter,
  type ImportedScenario,
  type ParsedContent,
  type Rejection,
} from './imported-item.js';
import { jsonElements, type JsonElement } from './json-elements.js';
import { jsonPositions } from './json-positions.js';
import { firstProblem, readJsonRow } from './json-row.js';
import { optionalText, plainText, quoted } from './plain-text.js';
import { readPolcomStages } from './polcom-stages.js';

const title = plainText(IMPORT_LIMITS.titleCharacters);
const text = plainText(IMPORT_LIMITS.textCharacters);
const optional = optionalText(IMPORT_LIMITS.textCharacters);

const scenarioSchema = z.object({
  id: keySchema,
  title,
  description: text,
  instructor: z.object({ introduction: optional }, { error: 'must be an object' }).optional(),
  finalMessage: z
    .object(
      {
        revelation: optional,
        keyLessons: z
          .array(plainText(IMPORT_LIMITS.objectiveCharacters), { error: 'must be a list' })
          .max(IMPORT_LIMITS.learningObjectives, `holds more than ${IMPORT_LIMITS.learningObjectives} lessons`)
          .optional(),
      },
      { error: 'must be an object' },
    )
    .optional(),
  stages: z
    .array(z.unknown(), {
      error: (issue) => (issue.input === undefined ? 'are missing' : 'must be a list'),
    })
    .min(1, 'are empty')
    .max(IMPORT_LIMITS.stages, `are more than ${IMPORT_LIMITS.stages}`),
});

/**
 * Reads a POL-COM scenario, or an array of them: stages with the civilians' lines and the officer's responses as the
 * authors rated them, kept as material for training and for grading examples. A bad stage, line or response costs only
 * itself and is named; a scenario without an id, a title, a description or one good stage is rejected.
 * @param content with LF line ends and no byte order mark
 */
export function parsePolcomScenario(content: string): ParsedContent {
  const { elements, problems } = jsonElements(content, IMPORT_LIMITS.rows);
  const parsed: ParsedContent = { rows: elements.length, items: [], rejected: [] };
  const lineOfKey = new Map<string, number>();
  for (const element of elements) {
    const read = readScenario(element);
    const { item } = read;
    const first = item && lineOfKey.get(item.key);
    if (item && first !== undefined) {
      const reason = `id ${quoted(item.key)} already stands on line ${first}`;
      parsed.rejected.push({ line: element.line, pointer: '/id', reason });
      continue;
    }
    parsed.rejected.push(...read.rejected);
    if (!item) continue;
    lineOfKey.set(item.key, element.line);
    parsed.items.push(item);
  }
  parsed.rejected.push(...problems);
  return parsed;
}

function readScenario(element: JsonElement): { item?: ImportedScenario; rejected: Rejection[] } {
  const row = readJsonRow(element);
  if ('rejection' in row) return { rejected: [row.rejection] };
  const read = scenarioSchema.safeParse(row.value);
  if (!read.success) return { rejected: [firstProblem(read.error, element.line)] };
  const { lines } = jsonPositions(element.text);
  const rejected: Rejection[] = [];
  const reject = (pointer: string, reason: string): void => {
    rejected.push({ line: element.line + (lines.get(pointer) ?? 1) - 1, pointer, reason });
  };
  const characters = readCharacters((row.value as { characters?: unknown }).characters, reject);
  const stages = readPolcomStages(read.data.stages, characters, reject);
  if (stages.length === 0) {
    return { rejected: [...rejected, { line: element.line, pointer: '/stages', reason: 'no stage could be read' }] };
  }
  const { id, title: name, description, instructor, finalMessage } = read.data;
  const item: ImportedScenario = {
    kind: 'SCENARIO',
    key: id,
    line: element.line,
    title: name,
    situation: description,
    characters: [...characters.values()],
    stages,
    ...(instructor?.introduction === undefined ? {} : { briefing: instructor.introduction }),
    ...(finalMessage?.revelation === undefined ? {} : { revelation: finalMessage.revelation }),
    ...(finalMessage?.keyLessons === undefined ? {} : { learningObjectives: finalMessage.keyLessons }),
  };
  return { item, rejected };
}

function readCharacters(
  raw: unknown,
  reject: (pointer: string, reason: string) => void,
): Map<string, ImportedCharacter> {
  const characters = new Map<string, ImportedCharacter>();
  if (raw === undefined) return characters;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    reject('/characters', 'characters must be an object');
    return characters;
  }
  const known = z.object({ name: title });
  for (const [code, value] of Object.entries(raw)) {
    const read = known.safeParse(value);
    if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/.test(code) && read.success && characters.size < 100) {
      characters.set(code, { code, name: read.data.name });
    } else reject('/characters', `the character ${quoted(code)} has no name or no plain code`);
  }
  return characters;
}
