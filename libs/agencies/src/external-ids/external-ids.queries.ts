import { UserError, type TenantTx } from '#platform';

export interface ExternalId {
  /** Which system says so, 1 to 60 characters, for example `hr`. */
  system: string;
  /** What it says, 1 to 200 characters, compared exactly. */
  value: string;
}

/** The id of the thing of this type that the system calls so; null when there is none. */
export async function findByExternalId(
  tx: TenantTx,
  entityType: string,
  { system, value }: ExternalId,
): Promise<string | null> {
  const [row] = await tx.query<{ entity_id: string }>(
    'select entity_id from external_ids where agency_id = $1 and entity_type = $2 and system = $3 and value = $4',
    [tx.agencyId, entityType, system, value],
  );
  return row?.entity_id ?? null;
}

/**
 * Says what a system calls a thing: one value per system. Safe to repeat.
 * @param field the input field that a refusal names
 * @throws UserError INVALID or TAKEN
 */
export async function setExternalId(
  tx: TenantTx,
  entityType: string,
  entityId: string,
  { system, value }: ExternalId,
  field: string,
): Promise<void> {
  if (system.length < 1 || system.length > 60)
    throw new UserError('INVALID', `${field}.system`, 'must be 1 to 60 characters');
  if (value.length < 1 || value.length > 200)
    throw new UserError('INVALID', `${field}.value`, 'must be 1 to 200 characters');
  await tx.query(
    `insert into external_ids (agency_id, entity_type, entity_id, system, value) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [tx.agencyId, entityType, entityId, system, value],
  );
  // Whatever was in the way, the question is only whether it is so now.
  const holder = await findByExternalId(tx, entityType, { system, value });
  if (holder === entityId) return;
  throw holder === null
    ? new UserError('CONFLICT', `${field}.value`, `it has another external id in ${system} already`)
    : new UserError('TAKEN', `${field}.value`, 'something else has this external id');
}

/** The external ids of each of these things, by system; things without any are absent. */
export async function externalIdsOf(
  tx: TenantTx,
  entityType: string,
  entityIds: readonly string[],
): Promise<Map<string, ExternalId[]>> {
  const rows = await tx.query<ExternalId & { entityId: string }>(
    `select entity_id as "entityId", system, value from external_ids
     where agency_id = $1 and entity_type = $2 and entity_id = any($3::uuid[]) order by system`,
    [tx.agencyId, entityType, [...entityIds]],
  );
  const byEntity = new Map<string, ExternalId[]>();
  for (const { entityId, system, value } of rows) {
    byEntity.set(entityId, [...(byEntity.get(entityId) ?? []), { system, value }]);
  }
  return byEntity;
}
