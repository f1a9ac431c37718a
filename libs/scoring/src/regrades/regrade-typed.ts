import { operationTyped, toGlobalId, type Actor } from '#platform';
import { hiddenInReport } from './regrade-report.service.js';
import type { ChangedItem } from './regrade-report.queries.js';
import type { RegradeItemType } from './regrade-item.types.js';
import type { StartedRegrade } from './regrade.service.js';
import type { RegradeType } from './regrade.types.js';

const globalOrNull = (type: string, uuid: string | null): string | null =>
  uuid === null ? null : toGlobalId(type, uuid);

export const regradeTyped = ({ regrade, operation }: StartedRegrade): RegradeType => ({
  id: regrade.id,
  graderKind: regrade.grader,
  modelVersionId: globalOrNull('ModelVersion', regrade.modelVersionId),
  rubricVersionId: globalOrNull('RubricVersion', regrade.rubricVersionId),
  since: regrade.since,
  until: regrade.until,
  scenarioVersionId: globalOrNull('ScenarioVersion', regrade.scenarioVersionId),
  orgUnitId: globalOrNull('OrgUnit', regrade.orgUnitId),
  onlyDecided: regrade.onlyDecided,
  note: regrade.note,
  startedById: toGlobalId('Member', regrade.startedBy),
  startedAt: regrade.createdAt,
  operation: operationTyped(operation),
});

/** An item as this caller may see it now. */
export function itemTyped(actor: Actor, item: ChangedItem): RegradeItemType {
  const hidden = hiddenInReport(actor, item);
  return {
    id: item.id,
    regradeId: toGlobalId('Regrade', item.regradeId),
    sessionId: toGlobalId('ScenarioSession', item.sessionId),
    traineeId: toGlobalId('Member', item.traineeId),
    scenarioTitle: item.scenarioTitle,
    comparedWithDecision: item.comparedDecision,
    hidden,
    gradeId: hidden ? null : toGlobalId('Grade', item.gradeId),
    comparison: hidden ? null : item.comparison,
    recordEffect: hidden ? null : item.recordEffect,
    trainingRecordId: globalOrNull('TrainingRecord', item.recordId),
    referredAt: item.referredAt,
  };
}
