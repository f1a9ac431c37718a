import { createHash } from 'node:crypto';
import { blobsByIds, type Actor, type Blobs, type TenantDb } from '#platform';
import { reportOf } from './snapshot-lines.js';
import { snapshotById, type SnapshotRow } from './snapshots.queries.js';

export interface Reproduced {
  snapshot: SnapshotRow;
  json: Buffer;
  /** SHA-256 of the JSON made now, hex. */
  resultDigest: string;
  /** Whether inputs, JSON and CSV are what they were, byte for byte. */
  equal: boolean;
}

/** Makes a snapshot's report again from its stored inputs, with the evaluator as it is now. @throws Error where an input is gone or changed */
export async function reproduced(db: TenantDb, blobs: Blobs, actor: Actor, snapshotId: string): Promise<Reproduced> {
  const found = await db
    .read(actor, async (tx) => {
      const snapshot = await snapshotById(tx, snapshotId);
      if (!snapshot) return null;
      const { inputBlobId, csvBlobId } = snapshot;
      const rows = await blobsByIds(tx, actor.reach('blob:read'), [inputBlobId, csvBlobId]);
      return {
        snapshot,
        input: rows.find(({ id }) => id === inputBlobId),
        csv: rows.find(({ id }) => id === csvBlobId),
      };
    })
    .finally(() => db.endOperation(actor));
  if (!found?.input || !found.csv) throw new Error(`snapshot ${snapshotId} or its inputs are gone`);
  const { snapshot, input, csv } = found;
  const { files, inputDigest } = await reportOf(await blobs.read(actor.agencyId!, input));
  const resultDigest = sha256(files.json);
  const equal =
    inputDigest === snapshot.inputDigest && resultDigest === snapshot.resultDigest && sha256(files.csv) === csv.digest;
  return { snapshot, json: files.json, resultDigest, equal };
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
