import { toGlobalId } from '#platform';
import type { ScenarioSessionEntity } from './scenario-session.entity.js';
import type { ScenarioSession, Turn, TurnProvenance } from './session.types.js';
import type { TurnEntity } from './turn.entity.js';

/** As `TurnProvenance` of an engine, or of a device's word. */
interface StoredProvenance {
  engine: string;
  label: string;
  version: string;
  scripted?: { stress: number | null; band: string | null };
}

/** A stored session as the API shows it. */
export const sessionType = (row: ScenarioSessionEntity): ScenarioSession => ({
  ...row,
  traineeId: toGlobalId('Member', row.traineeId),
  assignmentId: row.assignmentId && toGlobalId('Assignment', row.assignmentId),
  scenarioVersionId: toGlobalId('ScenarioVersion', row.scenarioVersionId),
  rubricVersionId: toGlobalId('RubricVersion', row.rubricVersionId),
});

/** A stored turn as the API shows it. */
export const turnType = (row: TurnEntity): Turn => ({
  id: row.id,
  number: row.number,
  speaker: row.speaker,
  text: row.text,
  provenance: row.provenance && provenanceType(row.provenance),
  createdAt: row.createdAt,
});

/** From the stored provenance: what only a scripted player knows is nested there. */
function provenanceType(stored: Record<string, unknown>): TurnProvenance {
  const { engine, label, version, scripted } = stored as unknown as StoredProvenance;
  return { engine, label, version, stress: scripted?.stress ?? null, band: scripted?.band ?? null };
}
