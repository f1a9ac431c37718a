import { createHash } from 'node:crypto';
import type { ImportedLine, ImportedPersona, ImportedScenario, ImportFormat } from '../content-import/imported-item.js';
import { contentDigest } from '../content-digest.js';
import { SCENARIO_FORMAT, scenarioBodySchema, type ScenarioBody, type ScenarioStage } from './scenario-body.js';

/** How codes of imported scenarios begin, so that a reader sees where one came from. */
const CODE_PREFIX: Record<ImportFormat, string> = {
  DEESCALWILD_CASES: 'deescalwild',
  DEESCALWILD_TRANSCRIPT: 'deescalwild',
  CHAT_JSONL: 'chat',
  POLCOM_SCENARIO: 'pol-com',
};

/**
 * Turns an imported scenario into the body of a DRAFT. It has no script, so the scripted player cannot play it (see
 * `playableBy`); what the import brought stands in it word for word. The same item gives the same code and version, and
 * a changed one the same code with another version, so importing a file twice adds nothing.
 */
export function scenarioFromImport(item: ImportedScenario, format: ImportFormat): ScenarioBody {
  const names = new Map((item.characters ?? []).map((character) => [character.code, character.name]));
  const spoken = (lines: ImportedLine[]) =>
    lines.map((line) => ({ character: names.get(line.character) ?? line.character, text: line.text }));
  const stages = item.stages?.map((stage): ScenarioStage => ({
    title: stage.title,
    scene: stage.scene ?? '',
    lines: spoken(stage.lines),
    prompt: stage.prompt ?? null,
    responses: stage.responses.map((response) => ({
      text: response.text,
      rating: response.rating.toLowerCase(),
      points: response.points,
      feedback: response.feedback?.text ?? null,
    })),
    ...(stage.debrief.length === 0 ? {} : { debrief: spoken(stage.debrief) }),
  }));
  const content = {
    format: SCENARIO_FORMAT,
    code: importedCode(CODE_PREFIX[format], item.key),
    title: item.title,
    situation: item.situation,
    ...(item.learningObjectives ? { learningObjectives: item.learningObjectives } : {}),
    ...(item.persona ? { persona: personaOf(item.persona) } : {}),
    ...(stages ? { stages } : {}),
    ...(item.officerLines ? { officerLines: item.officerLines } : {}),
    ...(item.briefing === undefined ? {} : { briefing: item.briefing }),
    ...(item.revelation === undefined ? {} : { revelation: item.revelation }),
    origin: { format, key: item.key },
  };
  return scenarioBodySchema.parse({ ...content, version: `import-${contentDigest(content).slice(0, 12)}` });
}

function personaOf(persona: ImportedPersona) {
  return {
    name: persona.name,
    age: persona.age === undefined ? (persona.ageText ?? null) : String(persona.age),
    emotionalState: persona.emotionalState ?? null,
    speakingStyle: persona.speakingStyle ?? null,
    background: persona.background ?? null,
  };
}

/** A key that a code cannot spell gets a mark of its digest: "A/1" and "A 1" must not become one scenario. */
function importedCode(prefix: string, key: string): string {
  const spelled = key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  const mark = spelled === key ? '' : createHash('sha256').update(key).digest('hex').slice(0, 8);
  return [prefix, spelled, mark].filter((part) => part !== '').join('-');
}
