import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../actor/actor.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Lease, TaskHandler } from '../tasks/task.js';
import { Tasks } from '../tasks/tasks.js';
import { BLOB_CONTENTS, type BlobContents, type Digest } from './blob-contents.js';
import { contentsNobodyNeeds, lockContent, markRemoved } from './blob.queries.js';
import { addSweep, sweepBlobs, SWEPT_AFTER_MS } from './sweep-blobs.js';

const ASKED_AT_ONCE = 500;

/** Ends files whose time is over, and takes away content that no file needs: at whatever line it is killed, the next one goes on. */
@Injectable()
export class SweepBlobsTask implements TaskHandler<Record<string, never>> {
  readonly task = sweepBlobs;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    @Inject(BLOB_CONTENTS) private readonly contents: BlobContents | null,
  ) {}

  async handle(actor: Actor, _payload: Record<string, never>, lease: Lease): Promise<void> {
    await this.sweep(actor, SWEPT_AFTER_MS, lease.signal);
    await this.db.run(actor, async (tx) => {
      await this.tasks.finish(tx, lease);
      await addSweep(tx, this.tasks);
    });
  }

  /** @param ageMs content that was kept within so many milliseconds is left alone */
  async sweep(actor: Actor, ageMs: number, signal?: AbortSignal): Promise<void> {
    await this.db.run(actor, (tx) => markRemoved(tx, null));
    if (!this.contents) return;
    const { agencyId } = actor as { agencyId: string };
    let found: Digest[] = [];
    for await (const digest of this.contents.olderThan(agencyId, ageMs)) {
      signal?.throwIfAborted();
      found.push(digest);
      if (found.length === ASKED_AT_ONCE) {
        await this.takeAway(actor, found, ageMs);
        found = [];
      }
    }
    await this.takeAway(actor, found, ageMs);
  }

  private async takeAway(actor: Actor, digests: readonly Digest[], ageMs: number): Promise<void> {
    if (digests.length === 0) return;
    const garbage = await this.db.run(actor, (tx) => contentsNobodyNeeds(tx, digests));
    for (const digest of garbage) {
      await this.db.run(actor, async (tx) => {
        // A row may have come since: nobody adds one while this is held.
        await lockContent(tx, digest);
        const [unneeded] = await contentsNobodyNeeds(tx, [digest]);
        if (unneeded) await this.contents?.remove(tx.agencyId, digest, ageMs);
      });
    }
  }
}
