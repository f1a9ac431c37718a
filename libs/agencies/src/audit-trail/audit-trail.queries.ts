import type { PrincipalKind, TenantTx } from '#platform';

export interface AuditEntry {
  id: string;
  at: Date;
  principalId: string;
  principalKind: PrincipalKind;
  action: string;
  entityType: string;
  entityId: string;
  details: Record<string, unknown>;
  requestId: string;
}

const SELECT = `select id, at, principal_id as "principalId", principal_kind as "principalKind", action,
    entity_type as "entityType", entity_id as "entityId", details, request_id as "requestId"
  from audit_entries where agency_id = $1`;

/** A page of the agency's audit trail, newest first: at most `limit` before the id, of one thing if one is named. */
export async function auditEntriesBefore(
  tx: TenantTx,
  beforeId: string | null,
  entityId: string | null,
  limit: number,
): Promise<AuditEntry[]> {
  return tx.query<AuditEntry>(
    `${SELECT} and ($2::uuid is null or id < $2::uuid) and ($3::uuid is null or entity_id = $3::uuid) order by id desc limit $4`,
    [tx.agencyId, beforeId, entityId, limit],
  );
}

export async function auditEntryById(tx: TenantTx, id: string): Promise<AuditEntry | null> {
  const [row] = await tx.query<AuditEntry>(`${SELECT} and id = $2`, [tx.agencyId, id]);
  return row ?? null;
}
