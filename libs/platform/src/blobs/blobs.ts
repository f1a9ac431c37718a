import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../actor/actor.js';
import type { TenantTx } from '../database/tenant-tx.js';
import { ParleyError } from '../errors/errors.js';
import { Tasks } from '../tasks/tasks.js';
import { BLOB_CONTENTS, type BlobContents, type Content, type KeptContent } from './blob-contents.js';
import { addBlob, liveBlob, lockContent, markRemoved, type BlobRow } from './blob.queries.js';
import { addSweep } from './sweep-blobs.js';
import { VerifiedContent } from './verified-content.js';

export interface NewBlob {
  /** A stream is read once, in bounded memory. Content of some size is best kept before the transaction, by `keep`. */
  content: Content | KeptContent;
  /** `application/pdf` */
  mediaType: string;
  /** What it is saved as, 1 to 200 characters. */
  fileName: string;
  /** In capitals, 2 to 50 characters: `EXPORT`. */
  purpose: string;
  /** The member or service account that it is for; the actor when left out. A task must say it. */
  createdBy?: string;
  /** Kept until then; for good when left out. */
  expiresAt?: Date | null;
}

/**
 * Files of an agency. First the content is kept, then its row is stored with the fact that it belongs to: whoever is killed in between
 * leaves content without a row, which nobody can read and `sweep-blobs` takes away. The same content twice is one content and two rows.
 */
@Injectable()
export class Blobs {
  constructor(
    @Inject(BLOB_CONTENTS) private readonly contents: BlobContents | null,
    private readonly tasks: Tasks,
  ) {}

  /** Whether this process was told where contents are: without that it keeps and reads none. */
  get available(): boolean {
    return this.contents !== null;
  }

  /**
   * Keeps content for a `put` that comes within the day, with no transaction open meanwhile.
   * @throws ParleyError UNAVAILABLE where this process keeps no files
   */
  keep(agencyId: string, content: Content): Promise<KeptContent> {
    return this.here().keep(agencyId, content);
  }

  /**
   * Stores a file in the transaction of its fact.
   * @throws ParleyError UNAVAILABLE where this process keeps no files, or what was kept long ago was swept meanwhile: keep it again
   */
  async put(tx: TenantTx, actor: Actor, { content, ...blob }: NewBlob): Promise<BlobRow> {
    const contents = this.here();
    const kept = 'digest' in content ? content : await contents.keep(tx.agencyId, content);
    // Held until the commit: whoever sweeps sees either the row or that there is none to come.
    await lockContent(tx, kept.digest);
    if (!(await contents.has(tx.agencyId, kept.digest)))
      throw new ParleyError('UNAVAILABLE', 'this content was not kept, or is gone');
    await addSweep(tx, this.tasks);
    return addBlob(tx, {
      id: uuidv7(),
      ...kept,
      mediaType: blob.mediaType,
      fileName: blob.fileName,
      purpose: blob.purpose,
      createdBy: blob.createdBy ?? actor.principalId,
      expiresAt: blob.expiresAt ?? null,
    });
  }

  /**
   * A file and its content, whoever asks: who may, the caller knows. The content fails before its end when it is not what was kept.
   * @returns null where there is no such file, or retention has taken it
   */
  async open(tx: TenantTx, id: string): Promise<{ blob: BlobRow; content: Readable } | null> {
    const blob = await liveBlob(tx, id);
    return blob && { blob, content: await this.read(tx.agencyId, blob) };
  }

  /** The content of a row, which no transaction needs to be open for. @throws ParleyError UNAVAILABLE where it is not kept here */
  async read(agencyId: string, blob: BlobRow): Promise<Readable> {
    const stored = await this.here().read(agencyId, blob.digest);
    const content = new VerifiedContent(blob);
    stored.on('error', (error) => content.destroy(error));
    content.on('close', () => stored.destroy());
    return stored.pipe(content);
  }

  /** What retention does: the file can be read no more, and the next sweep takes its content where no other file has it. */
  async remove(tx: TenantTx, ids: readonly string[]): Promise<void> {
    await markRemoved(tx, ids);
  }

  private here(): BlobContents {
    if (!this.contents)
      throw new ParleyError('UNAVAILABLE', 'this process keeps no files: PARLEY_BLOB_FOLDER is not set');
    return this.contents;
  }
}
