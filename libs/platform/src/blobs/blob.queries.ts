import { reachPredicate, type ReachOf } from '../actor/actor.js';
import type { TenantTx } from '../database/tenant-tx.js';
import type { Digest } from './blob-contents.js';

/** A file as its row tells of it. */
export interface BlobRow {
  id: string;
  digest: Digest;
  bytes: number;
  /** `text/csv; charset=utf-8` */
  mediaType: string;
  fileName: string;
  purpose: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  removedAt: Date | null;
}

export type BlobReach = ReachOf<'blob:read'>;

// Exact as a number: a file is far below 2^53 bytes.
const BLOB = `b.id, b.digest, b.bytes::float8 as bytes, b.media_type as "mediaType", b.file_name as "fileName", b.purpose,
  b.created_by as "createdBy", b.created_at as "createdAt", b.expires_at as "expiresAt", b.removed_at as "removedAt"`;

/** Whether content may still be read. */
const LIVE = 'b.removed_at is null and (b.expires_at is null or b.expires_at > now())';

export async function addBlob(tx: TenantTx, blob: Omit<BlobRow, 'createdAt' | 'removedAt'>): Promise<BlobRow> {
  const [row] = await tx.query<BlobRow>(
    `insert into blobs as b (agency_id, id, digest, bytes, media_type, file_name, purpose, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${BLOB}`,
    [
      tx.agencyId,
      blob.id,
      blob.digest,
      blob.bytes,
      blob.mediaType,
      blob.fileName,
      blob.purpose,
      blob.createdBy,
      blob.expiresAt,
    ],
  );
  return row!;
}

/** Those of these files that the reach shows, removed ones too; others are left out as if they did not exist. */
export function blobsByIds(tx: TenantTx, reach: BlobReach, ids: readonly string[]): Promise<BlobRow[]> {
  return tx.query<BlobRow>(
    `select ${BLOB} from blobs b
     where b.agency_id = $1 and b.id = any($3::uuid[]) and ${reachPredicate(reach, 'b.created_by', '$2')}`,
    [tx.agencyId, reach.principalId, [...ids]],
  );
}

/** A file whose content may be read. */
export async function liveBlob(tx: TenantTx, id: string): Promise<BlobRow | null> {
  const [row] = await tx.query<BlobRow>(
    `select ${BLOB} from blobs b where b.agency_id = $1 and b.id = $2 and ${LIVE}`,
    [tx.agencyId, id],
  );
  return row ?? null;
}

/** Until the end of the transaction nobody else adds a row for this content, or takes the content away. */
export async function lockContent(tx: TenantTx, digest: Digest): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`blob ${tx.agencyId} ${digest}`]);
}

/** Of these contents, those that no file needs any more. */
export async function contentsNobodyNeeds(tx: TenantTx, digests: readonly Digest[]): Promise<Digest[]> {
  const rows = await tx.query<{ digest: Digest }>(
    `select asked.digest from unnest($2::text[]) asked(digest)
     where not exists (select from blobs b where b.agency_id = $1 and b.digest = asked.digest and b.removed_at is null)`,
    [tx.agencyId, [...digests]],
  );
  return rows.map(({ digest }) => digest);
}

/** Marks these files as removed, and where none are named those whose time is over. @returns their ids */
export async function markRemoved(tx: TenantTx, ids: readonly string[] | null): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update blobs set removed_at = now()
     where agency_id = $1 and removed_at is null and case when $2::uuid[] is null then expires_at <= now() else id = any($2) end
     returning id`,
    [tx.agencyId, ids && [...ids]],
  );
  return rows.map(({ id }) => id);
}
