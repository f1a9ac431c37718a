import { blobTyped, operationTyped, toGlobalId } from '#platform';
import type { StartedExport } from './export.service.js';
import type { ExportType } from './export.types.js';

const globalIds = (type: string, uuids: readonly string[] | null): string[] | null =>
  uuids && uuids.map((uuid) => toGlobalId(type, uuid));

/** An export as the API shows it. */
export function exportTyped({ row, operation, blob }: StartedExport): ExportType {
  return {
    id: row.id,
    kind: row.kind,
    format: row.format,
    layout: row.layout,
    boardIdSystem: row.boardIdSystem,
    mandateCode: row.mandateCode,
    presentationIds: globalIds('Presentation', row.presentationIds),
    memberIds: globalIds('Member', row.memberIds),
    orgUnitId: row.orgUnitId && toGlobalId('OrgUnit', row.orgUnitId),
    from: row.from,
    to: row.to,
    asOf: row.asOf,
    allowProblems: row.allowProblems,
    startedById: toGlobalId('Member', row.startedBy),
    startedAt: row.createdAt,
    operation: operation && operationTyped(operation),
    rows: row.rows,
    problemCount: row.problemCount,
    blockingCount: row.blockingCount,
    problems: row.problems ?? [],
    blob: blob && blobTyped(blob),
  };
}
