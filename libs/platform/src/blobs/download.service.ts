import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor/actor.js';
import { audit } from '../audit/audit.js';
import { TenantDb } from '../database/tenant-db.js';
import { unauthenticated } from '../errors/errors.js';
import { parseGlobalId } from '../ids/global-id.js';
import { blobsByIds, liveBlob, type BlobRow } from './blob.queries.js';
import { Blobs } from './blobs.js';

/** A file to send; without content where whoever asks has it already. */
export interface Download {
  blob: BlobRow;
  content: Readable | null;
}

/** Hands files out to people, and writes down to whom. */
@Injectable()
export class DownloadService {
  constructor(
    private readonly db: TenantDb,
    private readonly blobs: Blobs,
  ) {}

  /**
   * @param id global id of the file, as anybody may have sent it
   * @param has tells of a digest whether the asker has that content
   * @returns null for what is no file, was removed, is another agency's or not the actor's to see: they must not differ
   * @throws ParleyError UNAUTHENTICATED; UNAVAILABLE where the content cannot be read
   */
  async download(actor: Actor, id: string, has: (digest: string) => boolean): Promise<Download | null> {
    if (actor.agencyId === null) throw unauthenticated();
    const parsed = parseGlobalId(id);
    if (parsed?.typeName !== 'Blob' || !actor.holds('blob:read')) return null;
    const blob = await this.db.read(actor, async (tx) => {
      const [seen] = await blobsByIds(tx, actor.reach('blob:read'), [parsed.uuid]);
      return seen ? liveBlob(tx, seen.id) : null;
    });
    if (!blob || has(blob.digest)) return blob && { blob, content: null };
    const content = await this.blobs.read(actor.agencyId, blob);
    try {
      await this.db.run(actor, (tx) =>
        audit(tx, actor, {
          action: 'blob.downloaded',
          entityType: 'Blob',
          entityId: blob.id,
          details: { fileName: blob.fileName, digest: blob.digest, purpose: blob.purpose },
        }),
      );
    } catch (error) {
      content.destroy();
      throw error;
    }
    return { blob, content };
  }
}
