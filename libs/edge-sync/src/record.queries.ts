import type { TenantTx } from '#platform';

/** One place in a device's sequence. */
export interface RecordPlace {
  deviceId: string;
  epoch: number;
  seq: number;
}

/** What a record that came before was answered with. */
export interface StoredAnswer {
  recordId: string;
  digest: string;
  code: string | null;
  receipt: string;
}

const AT_PLACE = 'agency_id = $1 and device_id = $2 and epoch = $3 and seq = $4';
const placeOf = (tx: TenantTx, { deviceId, epoch, seq }: RecordPlace) => [tx.agencyId, deviceId, epoch, seq];

export async function recordAt(tx: TenantTx, place: RecordPlace): Promise<StoredAnswer | null> {
  const [row] = await tx.query<StoredAnswer>(
    `select record_id as "recordId", digest, code, receipt from edge_records where ${AT_PLACE}`,
    placeOf(tx, place),
  );
  return row ?? null;
}

/** Evidence of a fork with exactly these bytes; null when it has not come before. */
export async function forkAt(tx: TenantTx, place: RecordPlace, digest: string): Promise<StoredAnswer | null> {
  const [row] = await tx.query<StoredAnswer>(
    `select record_id as "recordId", digest, 'SEQ_FORK' as code, receipt from edge_forks where ${AT_PLACE} and digest = $5`,
    [...placeOf(tx, place), digest],
  );
  return row ?? null;
}

/** What stands beside a place: each null when that record has not arrived. */
export async function neighboursOf(
  tx: TenantTx,
  { deviceId, epoch, seq }: RecordPlace,
): Promise<{ predecessorDigest: string | null; successorPrevHash: string | null }> {
  const rows = await tx.query<{ seq: string; digest: string; prev_hash: string }>(
    `select seq, digest, prev_hash from edge_records
     where agency_id = $1 and device_id = $2 and epoch = $3 and seq = any(array[$4::bigint - 1, $4::bigint + 1])`,
    [tx.agencyId, deviceId, epoch, seq],
  );
  const at = (wanted: number) => rows.find((row) => Number(row.seq) === wanted);
  return { predecessorDigest: at(seq - 1)?.digest ?? null, successorPrevHash: at(seq + 1)?.prev_hash ?? null };
}

/** Every stored sequence number of an epoch, ascending. */
export async function storedSequence(tx: TenantTx, deviceId: string, epoch: number): Promise<number[]> {
  const rows = await tx.query<{ seq: string }>(
    'select seq from edge_records where agency_id = $1 and device_id = $2 and epoch = $3 order by seq',
    [tx.agencyId, deviceId, epoch],
  );
  return rows.map((row) => Number(row.seq));
}
