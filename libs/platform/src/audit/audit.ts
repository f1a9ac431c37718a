import type { Actor } from '../actor/actor.js';
import type { TenantTx } from '../database/tenant-tx.js';

export interface AuditedAction {
  /** `<noun>.<past verb>`, for example `grade.signed`. */
  action: string;
  entityType: string;
  entityId: string;
  details?: Record<string, unknown>;
}

/** Writes who did what in the transaction that did it. The table takes inserts only. */
export async function audit(tx: TenantTx, actor: Actor, entry: AuditedAction): Promise<void> {
  await tx.query(
    `insert into audit_entries (agency_id, principal_id, principal_kind, action, entity_type, entity_id, details, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.agencyId,
      actor.principalId,
      actor.kind,
      entry.action,
      entry.entityType,
      entry.entityId,
      entry.details ?? {},
      actor.requestId,
    ],
  );
}
