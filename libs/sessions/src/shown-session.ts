import { toGlobalId, type Actor } from '#platform';
import type { ScenarioSessionEntity } from './scenario-session.entity.js';
import { SAFE_WORD } from './safe-word.js';
import type { ScenarioSession } from './session.types.js';
import type { TurnEntity } from './turn.entity.js';
import type { Turn, TurnProvenance } from './turn.types.js';

/** As `TurnProvenance` of an engine, or of a device's word. */
interface StoredProvenance {
  engine: string;
  label: string;
  version: string;
  digest?: string;
  scripted?: { stress: number | null; band: string | null };
  model?: { engineName: string };
  rejected?: { attempt: number; fault: string; text: string }[];
  flagged?: true;
}

/** A stored session as the API shows it. */
export const sessionType = (row: ScenarioSessionEntity): ScenarioSession => ({
  ...row,
  endsAt: row.deadline,
  safeWord: SAFE_WORD,
  traineeId: toGlobalId('Member', row.traineeId),
  assignmentId: row.assignmentId && toGlobalId('Assignment', row.assignmentId),
  modelVersionId: row.modelVersionId && toGlobalId('ModelVersion', row.modelVersionId),
  scenarioVersionId: toGlobalId('ScenarioVersion', row.scenarioVersionId),
  rubricVersionId: toGlobalId('RubricVersion', row.rubricVersionId),
});

/** A stored turn as the API shows it to this actor. */
export const turnType = (row: TurnEntity, actor: Actor): Turn => ({
  id: row.id,
  number: row.number,
  speaker: row.speaker,
  text: row.text,
  provenance: row.provenance && provenanceType(row.provenance, actor),
  createdAt: row.createdAt,
});

/** From the stored provenance. What a guard refused is for those who look into it; a trainee must not be shown it after all. */
function provenanceType(stored: Record<string, unknown>, actor: Actor): TurnProvenance {
  const provenance = stored as unknown as StoredProvenance;
  const { engine, label, version, digest, scripted, model, rejected = [], flagged } = provenance;
  const showsText = actor.holds('session:read', 'UNIT');
  return {
    engine,
    label,
    version,
    digest: digest ?? null,
    engineName: model?.engineName ?? null,
    stress: scripted?.stress ?? null,
    band: scripted?.band ?? null,
    flagged: flagged ?? false,
    rejected: rejected.map(({ attempt, fault, text }) => ({ attempt, fault, text: showsText ? text : null })),
  };
}
