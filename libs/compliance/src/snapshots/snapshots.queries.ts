import type { TenantTx } from '#platform';
import type { AskedSnapshot, SnapshotKind, SnapshotParameters } from './snapshot.js';

export interface SnapshotRow {
  id: string;
  kind: SnapshotKind;
  parameters: SnapshotParameters;
  asOf: string;
  knownAt: Date;
  mandates: { code: string; version: string; digest: string }[];
  evaluatorVersion: string;
  members: number;
  inputDigest: string;
  resultDigest: string;
  inputBlobId: string;
  resultBlobId: string;
  csvBlobId: string;
  createdBy: string;
  createdAt: Date;
}

export interface ReproductionRow {
  id: string;
  snapshotId: string;
  evaluatorVersion: string;
  resultDigest: string;
  equal: boolean;
  resultBlobId: string;
  reproducedBy: string;
  reproducedAt: Date;
}

const SNAPSHOT = `s.id, s.kind, s.parameters, s.as_of::text as "asOf", s.known_at as "knownAt", s.mandates,
  s.evaluator_version as "evaluatorVersion", s.members, s.input_digest as "inputDigest", s.result_digest as "resultDigest",
  s.input_blob_id as "inputBlobId", s.result_blob_id as "resultBlobId", s.csv_blob_id as "csvBlobId", s.created_by as "createdBy",
  s.created_at as "createdAt"`;

/** Stores a snapshot under the id of its operation. A second one fails: a snapshot is taken once. */
export async function addSnapshot(
  tx: TenantTx,
  asked: AskedSnapshot,
  row: Omit<SnapshotRow, 'kind' | 'parameters' | 'asOf' | 'createdAt'>,
): Promise<void> {
  const { kind, asOf, ...parameters } = asked;
  await tx.query(
    `insert into compliance_snapshots (agency_id, id, kind, parameters, as_of, known_at, mandates, evaluator_version, members,
       input_digest, result_digest, input_blob_id, result_blob_id, csv_blob_id, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[tx.agencyId, row.id, kind, JSON.stringify(parameters), asOf, row.knownAt, JSON.stringify(row.mandates)],
      ...[row.evaluatorVersion, row.members, row.inputDigest, row.resultDigest, row.inputBlobId, row.resultBlobId],
      ...[row.csvBlobId, row.createdBy],
    ],
  );
}

/** A snapshot belongs to the agency: whoever may read exports sees all of them. */
export async function snapshotById(tx: TenantTx, id: string): Promise<SnapshotRow | null> {
  const [row] = await tx.query<SnapshotRow>(
    `select ${SNAPSHOT} from compliance_snapshots s where s.agency_id = $1 and s.id = $2`,
    [tx.agencyId, id],
  );
  return row ?? null;
}

/** Newest first. @param page.before only those started before this one */
export function listSnapshots(
  tx: TenantTx,
  { before, limit }: { before: string | null; limit: number },
): Promise<SnapshotRow[]> {
  return tx.query<SnapshotRow>(
    `select ${SNAPSHOT} from compliance_snapshots s where s.agency_id = $1 and ($2::uuid is null or s.id < $2)
     order by s.id desc limit $3`,
    [tx.agencyId, before, limit],
  );
}

export async function addReproduction(tx: TenantTx, row: Omit<ReproductionRow, 'reproducedAt'>): Promise<void> {
  await tx.query(
    `insert into snapshot_reproductions (agency_id, id, snapshot_id, evaluator_version, result_digest, equal, result_blob_id,
       reproduced_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[tx.agencyId, row.id, row.snapshotId, row.evaluatorVersion, row.resultDigest, row.equal, row.resultBlobId],
      row.reproducedBy,
    ],
  );
}

/** The last time that each of these was reproduced. */
export function lastReproductions(tx: TenantTx, snapshotIds: readonly string[]): Promise<ReproductionRow[]> {
  return tx.query<ReproductionRow>(
    `select distinct on (r.snapshot_id) r.id, r.snapshot_id as "snapshotId", r.evaluator_version as "evaluatorVersion",
       r.result_digest as "resultDigest", r.equal, r.result_blob_id as "resultBlobId", r.reproduced_by as "reproducedBy",
       r.reproduced_at as "reproducedAt"
     from snapshot_reproductions r where r.agency_id = $1 and r.snapshot_id = any($2::uuid[]) order by r.snapshot_id, r.id desc`,
    [tx.agencyId, [...snapshotIds]],
  );
}
