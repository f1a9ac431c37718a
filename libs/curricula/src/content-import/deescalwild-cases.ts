import { z } from 'zod';
import { curationNote } from './curation-note.js';
import { IMPORT_LIMITS, type ImportedPersona, type ImportedScenario, type ParsedContent } from './imported-item.js';
import { jsonElements } from './json-elements.js';
import { firstProblem, readJsonRow } from './json-row.js';
import { opening, optionalText, plainText, quoted } from './plain-text.js';

const detail = optionalText(2_000);

export const keySchema = z.preprocess(
  (raw) => (typeof raw === 'number' && Number.isFinite(raw) ? String(raw) : raw),
  plainText(IMPORT_LIMITS.keyCharacters),
);

const age = z.preprocess(
  (raw) => (typeof raw === 'number' && Number.isFinite(raw) ? String(raw) : raw),
  optionalText(50),
);

const caseSchema = z.object(
  {
    case_id: keySchema,
    scenario_context: plainText(IMPORT_LIMITS.textCharacters),
    character_profile: z.object(
      {
        name: plainText(IMPORT_LIMITS.titleCharacters),
        age,
        emotional_state: detail,
        speaking_style: detail,
        background: detail,
      },
      { error: (issue) => (issue.input === undefined ? 'is missing' : 'must be an object') },
    ),
    police_dialogue: z
      .array(plainText(IMPORT_LIMITS.turnCharacters), {
        error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a list of officer lines'),
      })
      .max(IMPORT_LIMITS.officerLines, `holds more than ${IMPORT_LIMITS.officerLines} lines`),
  },
  { error: 'must be an object' },
);

/**
 * Reads DeEscalWild's `scenarios.json`: an array of cases, each a situation with a civilian's profile and the lines an
 * officer spoke. A case is taken whole or rejected with the first thing that is wrong with it.
 * @param text with LF line ends and no byte order mark
 */
export function parseDeescalwildCases(text: string): ParsedContent {
  const { elements, problems } = jsonElements(text, IMPORT_LIMITS.rows);
  const parsed: ParsedContent = { rows: elements.length, items: [], rejected: [] };
  const lineOfKey = new Map<string, number>();
  for (const element of elements) {
    const row = readJsonRow(element);
    if ('rejection' in row) {
      parsed.rejected.push(row.rejection);
      continue;
    }
    const read = caseSchema.safeParse(row.value);
    if (!read.success) {
      parsed.rejected.push(firstProblem(read.error, element.line));
      continue;
    }
    const first = lineOfKey.get(read.data.case_id);
    if (first !== undefined) {
      const reason = `case_id ${quoted(read.data.case_id)} already stands on line ${first}`;
      parsed.rejected.push({ line: element.line, pointer: '/case_id', reason });
      continue;
    }
    lineOfKey.set(read.data.case_id, element.line);
    parsed.items.push(scenarioOf(read.data, element.line));
  }
  parsed.rejected.push(...problems);
  return parsed;
}

function scenarioOf(one: z.output<typeof caseSchema>, line: number): ImportedScenario {
  const { name, age: ageText, emotional_state, speaking_style, background } = one.character_profile;
  const years =
    ageText !== undefined && /^\d{1,3}$/.test(ageText) && Number(ageText) <= 120 ? Number(ageText) : undefined;
  const persona: ImportedPersona = {
    name,
    ...(years !== undefined ? { age: years } : ageText !== undefined ? { ageText } : {}),
    ...(emotional_state === undefined ? {} : { emotionalState: emotional_state }),
    ...(speaking_style === undefined ? {} : { speakingStyle: speaking_style }),
    ...(background === undefined ? {} : { background }),
  };
  return {
    kind: 'SCENARIO',
    key: one.case_id,
    line,
    title: opening(`${opening(name, 60)}: ${one.scenario_context}`, 120),
    situation: one.scenario_context,
    persona,
    officerLines: one.police_dialogue,
    curation: curationNote([one.scenario_context, ...one.police_dialogue]),
  };
}
