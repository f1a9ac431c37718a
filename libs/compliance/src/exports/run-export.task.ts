import { Injectable } from '@nestjs/common';
import {
  audit,
  Blobs,
  Operations,
  Tasks,
  TenantDb,
  type Actor,
  type KeptContent,
  type Lease,
  type TaskHandler,
  type TenantTx,
} from '#platform';
import { runExport } from './export-tasks.js';
import type { ExportTable } from './export.js';
import { addOutcome, exportById, type ExportRow } from './export.queries.js';
import type { Cell } from './formats/table.js';
import { fileNameOf, fileOf, MEDIA_TYPES, tableOf } from './write-export.js';

/** A person downloads it within days; what went to the board, its digest proves. */
const KEPT_DAYS = 90;
const TOLD_EVERY_MS = 1_000;
/** An export that failed so often fails for a reason, and whoever waits for it should know. */
const MOST_ATTEMPTS = 5;

/** A person ended the operation, or another worker has the task. */
class Unwanted extends Error {}

interface Written {
  kept: KeptContent;
  rows: number;
  table: ExportTable;
}

/**
 * Writes an export from one snapshot of the agency, then stores the file with the end of its operation. Killed at any line it leaves content
 * without a row, and is written again from the start.
 */
@Injectable()
export class RunExportTask implements TaskHandler<{ exportId: string }> {
  readonly task = runExport;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
    private readonly blobs: Blobs,
  ) {}

  async handle(actor: Actor, { exportId }: { exportId: string }, lease: Lease): Promise<void> {
    const asked = await this.db.read(actor, (tx) => exportById(tx, exportId));
    try {
      const written = asked && asked.rows === null ? await this.write(actor, asked, lease) : null;
      await this.db.run(actor, async (tx) => {
        if (asked && written && (await this.operations.isWanted(tx, exportId)))
          await this.store(tx, actor, asked, written);
        await this.tasks.finish(tx, lease);
      });
    } catch (error) {
      const cancelled = error instanceof Unwanted && !lease.signal.aborted;
      if (!cancelled && (lease.signal.aborted || lease.attempt < MOST_ATTEMPTS)) throw error;
      await this.db.run(actor, async (tx) => {
        await this.operations.fail(
          tx,
          actor,
          exportId,
          'the file could not be written; the log of the worker says why',
        );
        await this.tasks.finish(tx, lease);
      });
    }
  }

  /** Reads and writes all of it in the actor's snapshot; how far it is, another transaction tells meanwhile. */
  private write(actor: Actor, asked: ExportRow, lease: Lease): Promise<Written> {
    const agencyId = actor.agencyId!;
    return this.db.read(actor, async (tx) => {
      const table = await tableOf(tx, actor.reach('export:write'), asked);
      const teller = actor.inAgency(agencyId);
      let rows = 0;
      let told = 0;
      const tell = async (): Promise<void> => {
        if (Date.now() - told < TOLD_EVERY_MS) return;
        told = Date.now();
        if (lease.signal.aborted || !(await this.tell(teller, asked.id, table))) throw new Unwanted();
      };
      async function* counted(): AsyncGenerator<readonly Cell[]> {
        await tell();
        for await (const row of table.rows) {
          rows += 1;
          yield row;
          await tell();
        }
      }
      const kept = await this.blobs.keep(agencyId, fileOf(table, counted(), asked));
      return { kept, rows, table };
    });
  }

  /** @returns whether the export is still wanted */
  private tell(teller: Actor, id: string, table: ExportTable): Promise<boolean> {
    return this.db.run(teller, async (tx) => {
      await this.operations.progress(tx, id, { done: table.done(), failed: 0, total: table.total });
      return this.operations.isWanted(tx, id);
    });
  }

  private async store(tx: TenantTx, actor: Actor, asked: ExportRow, { kept, rows, table }: Written): Promise<void> {
    const { count, blocking, told } = table.problems;
    const refused = blocking > 0 && !asked.allowProblems;
    const blob = refused
      ? null
      : await this.blobs.put(tx, actor, {
          content: kept,
          mediaType: MEDIA_TYPES[asked.format],
          fileName: fileNameOf(asked),
          purpose: 'EXPORT',
          createdBy: asked.startedBy,
          expiresAt: new Date(Date.now() + KEPT_DAYS * 86_400_000),
        });
    await addOutcome(tx, {
      exportId: asked.id,
      blobId: blob?.id ?? null,
      rows,
      problemCount: count,
      blockingCount: blocking,
      problems: told,
    });
    const result = { rows, problems: count, blocking, digest: blob?.digest ?? null };
    await audit(tx, actor, {
      action: 'export.finished',
      entityType: 'Export',
      entityId: asked.id,
      details: { kind: asked.kind, ...result, blobId: blob?.id ?? null, startedBy: asked.startedBy },
    });
    await this.operations.progress(tx, asked.id, { done: table.total, failed: 0, total: table.total });
    await this.operations.finish(tx, actor, asked.id, { exportId: asked.id, ...result });
  }
}
