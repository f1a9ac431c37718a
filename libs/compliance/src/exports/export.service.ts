import { agencyProfile } from '#agencies';
import { Injectable } from '@nestjs/common';
import {
  audit,
  blobsByIds,
  Blobs,
  idempotent,
  Operations,
  operationsByIds,
  ParleyError,
  Tasks,
  TenantDb,
  type Actor,
  type BlobRow,
  type Operation,
  type TenantTx,
} from '#platform';
import { localDateOf, type LocalDate } from '../evaluation/local-date.js';
import { checkFields, checkNamed } from './check-selection.js';
import { runExport } from './export-tasks.js';
import type { ExportSelection } from './export.js';
import { addExport, exportById, listExports, type ExportRow } from './export.queries.js';

export interface StartExport extends Omit<ExportSelection, 'asOf'> {
  /** null: today, where the agency is. */
  asOf: LocalDate | null;
  idempotencyKey: string;
}

/** An export with its file. What the actor may not read of it is absent. */
export interface StartedExport {
  row: ExportRow;
  /** null for an actor who may not read operations. */
  operation: Operation | null;
  blob: BlobRow | null;
}

/** Files for state boards and for whoever keeps an officer's file: rosters, transcripts, statuses. */
@Injectable()
export class ExportService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
    private readonly blobs: Blobs,
  ) {}

  /**
   * Starts an export. @returns its UUID, which is that of its operation
   * @throws UserError INVALID or NOT_FOUND naming the field; ParleyError UNAVAILABLE where this deployment keeps no files
   */
  async start(actor: Actor, { idempotencyKey, ...input }: StartExport): Promise<string> {
    if (!this.blobs.available) throw new ParleyError('UNAVAILABLE', 'this deployment keeps no files');
    const { exportId } = await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'startExport', idempotencyKey, { ...input }, async () => {
        const asked = { ...input, asOf: input.asOf ?? (await today(tx)) };
        checkFields(asked);
        await checkNamed(tx, actor.reach('compliance:read'), asked);
        const id = await this.operations.start(tx, actor, 'EXPORT');
        await addExport(tx, { ...asked, id, startedBy: actor.principalId });
        await this.tasks.add(tx, runExport, { exportId: id });
        await audit(tx, actor, {
          action: 'export.started',
          entityType: 'Export',
          entityId: id,
          details: { ...asked },
        });
        return { exportId: id };
      }),
    );
    return exportId;
  }

  async byId(actor: Actor, id: string): Promise<StartedExport | null> {
    actor.reach('export:read');
    return this.db.read(actor, async (tx) => {
      const row = await exportById(tx, id);
      return row && ((await this.started(tx, actor, [row]))[0] ?? null);
    });
  }

  /** Newest first. */
  list(actor: Actor, page: { before: string | null; limit: number }): Promise<StartedExport[]> {
    actor.reach('export:read');
    return this.db.read(actor, async (tx) => this.started(tx, actor, await listExports(tx, page)));
  }

  private async started(tx: TenantTx, actor: Actor, rows: readonly ExportRow[]): Promise<StartedExport[]> {
    const blobIds = rows.flatMap(({ blobId }) => (blobId === null ? [] : [blobId]));
    const operations = actor.holds('operation:read')
      ? await operationsByIds(
          tx,
          actor.reach('operation:read'),
          rows.map(({ id }) => id),
        )
      : [];
    const blobs = actor.holds('blob:read') ? await blobsByIds(tx, actor.reach('blob:read'), blobIds) : [];
    return rows.map((row) => ({
      row,
      operation: operations.find(({ id }) => id === row.id) ?? null,
      blob: blobs.find(({ id }) => id === row.blobId) ?? null,
    }));
  }
}

async function today(tx: TenantTx): Promise<LocalDate> {
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error('the agency has no profile');
  const [clock] = await tx.query<{ at: Date }>('select transaction_timestamp() as at');
  return localDateOf(clock!.at, agency.timezone);
}
