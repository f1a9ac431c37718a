import type { ReachOf, TenantTx } from '#platform';
import { reachPredicate } from '#platform';
import type { DeviceEntity } from './device.entity.js';

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
