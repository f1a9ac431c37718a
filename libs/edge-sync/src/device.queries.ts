import type { ReachOf, TenantTx } from '#platform';
import { reachPredicate } from '#platform';
import type { DeviceEntity } from './device.entity.js';
import type { EdgeRecordEntity } from './edge-record.entity.js';

const DEVICE_COLUMNS = `d.agency_id as "agencyId", d.id, d.name, d.epoch, d.state, d.last_trusted_seq as "lastTrustedSeq",
  d.created_at as "createdAt",
  d.enrolled_at as "enrolledAt", d.last_contact_at as "lastContactAt"`;

type DeviceReach = ReachOf<'device:read'> | ReachOf<'device:write'> | ReachOf<'device:sync'>;

export async function deviceById(
  tx: TenantTx,
  reach: DeviceReach,
  id: string,
  lock = false,
): Promise<DeviceEntity | null> {
  const [row] = await tx.query<DeviceEntity>(
    `select ${DEVICE_COLUMNS} from devices d where d.agency_id = $1 and d.id = $2 and ${reachPredicate(reach, 'd.id', '$3')}
     ${lock ? 'for update' : ''}`,
    [tx.agencyId, id, reach.principalId],
  );
  return row ?? null;
}

export async function listDevices(
  tx: TenantTx,
  reach: ReachOf<'device:read'>,
  page: { after: string | null; limit: number },
): Promise<DeviceEntity[]> {
  return tx.query<DeviceEntity>(
    `select ${DEVICE_COLUMNS} from devices d
     where d.agency_id = $1 and ${reachPredicate(reach, 'd.id', '$2')} and ($3::uuid is null or d.id > $3) order by d.id limit $4`,
    [tx.agencyId, reach.principalId, page.after, page.limit],
  );
}

export async function recordAt(
  tx: TenantTx,
  deviceId: string,
  epoch: number,
  seq: number,
): Promise<Pick<EdgeRecordEntity, 'digest' | 'status' | 'code' | 'receipt' | 'recordId'> | null> {
  const [row] = await tx.query<Pick<EdgeRecordEntity, 'digest' | 'status' | 'code' | 'receipt' | 'recordId'>>(
    `select digest, status, code, receipt, record_id as "recordId" from edge_records
     where agency_id = $1 and device_id = $2 and epoch = $3 and seq = $4`,
    [tx.agencyId, deviceId, epoch, seq],
  );
  return row ?? null;
}

export async function storedSequence(tx: TenantTx, deviceId: string, epoch: number): Promise<number[]> {
  const rows = await tx.query<{ seq: string }>(
    'select seq from edge_records where agency_id = $1 and device_id = $2 and epoch = $3 order by seq',
    [tx.agencyId, deviceId, epoch],
  );
  return rows.map((row) => Number(row.seq));
}

export async function recordsOfDevice(
  tx: TenantTx,
  deviceIds: readonly string[],
): Promise<{ deviceId: string; accepted: number; quarantined: number }[]> {
  const rows = await tx.query<{ deviceId: string; accepted: string; quarantined: string }>(
    `select device_id as "deviceId", count(*) filter (where status = 'ACCEPTED') as accepted,
       count(*) filter (where status = 'QUARANTINED') as quarantined
     from edge_records where agency_id = $1 and device_id = any($2::uuid[]) group by device_id`,
    [tx.agencyId, deviceIds],
  );
  return rows.map((row) => ({ ...row, accepted: Number(row.accepted), quarantined: Number(row.quarantined) }));
}

/** What the record at this place names as its predecessor; null when it has not arrived. */
export async function prevHashAt(tx: TenantTx, deviceId: string, epoch: number, seq: number): Promise<string | null> {
  const [row] = await tx.query<{ prev_hash: string }>(
    'select prev_hash from edge_records where agency_id = $1 and device_id = $2 and epoch = $3 and seq = $4',
    [tx.agencyId, deviceId, epoch, seq],
  );
  return row?.prev_hash ?? null;
}

export async function forkIsKnown(
  tx: TenantTx,
  deviceId: string,
  epoch: number,
  seq: number,
  digest: string,
): Promise<boolean> {
  const rows = await tx.query(
    'select id from edge_forks where agency_id = $1 and device_id = $2 and epoch = $3 and seq = $4 and digest = $5',
    [tx.agencyId, deviceId, epoch, seq, digest],
  );
  return rows.length > 0;
}
