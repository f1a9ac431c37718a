import { ZodError } from 'zod';
import { contentDigest } from '../content-digest.js';
import { scenarioFromImport } from '../scenarios/scenario-from-import.js';
import type { ScenarioBody } from '../scenarios/scenario-body.js';
import type { ImportedContent } from './import-content.js';
import type { ImportedDialogue, ImportFormat, Rejection } from './imported-item.js';

export interface StorableScenario {
  body: ScenarioBody;
  digest: string;
}

export interface StorableContent {
  scenarios: StorableScenario[];
  dialogues: ImportedDialogue[];
  rejected: Rejection[];
}

/**
 * What of an import can be stored. A scenario must also be one by the schema of scenarios: one that is not, for example
 * because a scene with its title is too long together, joins the rejections and takes nothing else down.
 */
export function storableContent(read: ImportedContent & { format: ImportFormat }): StorableContent {
  const content: StorableContent = { scenarios: [], dialogues: [], rejected: [...read.rejected] };
  for (const item of read.items) {
    if (item.kind === 'DIALOGUE') {
      content.dialogues.push(item);
      continue;
    }
    try {
      const body = scenarioFromImport(item, read.format);
      content.scenarios.push({ body, digest: contentDigest(body) });
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      const [issue] = error.issues;
      const place = issue!.path.join('.');
      content.rejected.push({ line: item.line, reason: `as a scenario, ${place} is refused: ${issue!.message}` });
    }
  }
  content.rejected.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return content;
}
