import { agencyProfile, orgUnitsByIds } from '#agencies';
import { Injectable } from '@nestjs/common';
import {
  audit,
  blobsByIds,
  Blobs,
  idempotent,
  notFound,
  Operations,
  operationsByIds,
  ParleyError,
  Tasks,
  TenantDb,
  UserError,
  type Actor,
  type BlobRow,
  type Operation,
  type TenantTx,
} from '#platform';
import { adoptionInForce } from '../adoptions/adopted-mandates.queries.js';
import { checkDate } from '../adoptions/adoption-policy.js';
import { localDateOf, type LocalDate } from '../evaluation/local-date.js';
import { visibleMembers } from '../reports/members.queries.js';
import { reproduceSnapshot, takeSnapshot } from './snapshot-tasks.js';
import type { AskedSnapshot } from './snapshot.js';
import {
  lastReproductions,
  listSnapshots,
  snapshotById,
  type ReproductionRow,
  type SnapshotRow,
} from './snapshots.queries.js';

export interface TakeSnapshot extends Omit<AskedSnapshot, 'asOf'> {
  /** null: today, where the agency is. */
  asOf: LocalDate | null;
  idempotencyKey: string;
}

/** A snapshot with its files. What the actor may not read of it is absent. */
export interface ReadSnapshot {
  row: SnapshotRow;
  inputs: BlobRow | null;
  result: BlobRow | null;
  csv: BlobRow | null;
  reproduction: (ReproductionRow & { result: BlobRow | null }) | null;
}

/** Reports that are kept with all that they were made of, and made again when somebody asks. */
@Injectable()
export class SnapshotService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
    private readonly blobs: Blobs,
  ) {}

  /**
   * Starts to take a snapshot. @returns its operation, whose id it will have
   * @throws UserError INVALID or NOT_FOUND naming the field; ParleyError UNAVAILABLE where this deployment keeps no files
   */
  async take(actor: Actor, { idempotencyKey, ...input }: TakeSnapshot): Promise<Operation | null> {
    this.checkFiles();
    return this.db.run(actor, async (tx) => {
      const { id } = await idempotent(tx, actor, 'takeSnapshot', idempotencyKey, { ...input }, async () => {
        const asked: AskedSnapshot = { ...input, asOf: input.asOf ?? (await today(tx)) };
        await checkAsked(tx, actor, asked);
        const snapshotId = await this.operations.start(tx, actor, 'SNAPSHOT');
        await this.tasks.add(tx, takeSnapshot, { snapshotId, asked, startedBy: actor.principalId });
        await audited(tx, actor, 'snapshot.started', snapshotId, { ...asked });
        return { id: snapshotId };
      });
      return operationOf(tx, actor, id);
    });
  }

  /**
   * Starts to make the report of a snapshot again. @returns its operation
   * @throws UserError NOT_FOUND naming the field; ParleyError UNAVAILABLE where this deployment keeps no files
   */
  async reproduce(
    actor: Actor,
    { snapshotId, idempotencyKey }: { snapshotId: string; idempotencyKey: string },
  ): Promise<Operation | null> {
    this.checkFiles();
    return this.db.run(actor, async (tx) => {
      const { id } = await idempotent(tx, actor, 'reproduceSnapshot', idempotencyKey, { snapshotId }, async () => {
        if (!(await snapshotById(tx, snapshotId))) throw notFound('input.snapshotId', 'snapshot');
        const operationId = await this.operations.start(tx, actor, 'REPRODUCE_SNAPSHOT');
        await this.tasks.add(tx, reproduceSnapshot, { operationId, snapshotId, startedBy: actor.principalId });
        await audited(tx, actor, 'snapshot.reproduction-started', snapshotId, { operationId });
        return { id: operationId };
      });
      return operationOf(tx, actor, id);
    });
  }

  byId(actor: Actor, id: string): Promise<ReadSnapshot | null> {
    actor.reach('export:read');
    return this.db.read(actor, async (tx) => {
      const row = await snapshotById(tx, id);
      return row && ((await withFiles(tx, actor, [row]))[0] ?? null);
    });
  }

  /** Newest first. */
  list(actor: Actor, page: { before: string | null; limit: number }): Promise<ReadSnapshot[]> {
    actor.reach('export:read');
    return this.db.read(actor, async (tx) => withFiles(tx, actor, await listSnapshots(tx, page)));
  }

  private checkFiles(): void {
    if (!this.blobs.available) throw new ParleyError('UNAVAILABLE', 'this deployment keeps no files');
  }
}

const audited = (tx: TenantTx, actor: Actor, action: string, entityId: string, details: Record<string, unknown>) =>
  audit(tx, actor, { action, entityType: 'ComplianceSnapshot', entityId, details });

/** null for an actor who may not read operations. */
async function operationOf(tx: TenantTx, actor: Actor, id: string): Promise<Operation | null> {
  if (!actor.holds('operation:read')) return null;
  const [operation] = await operationsByIds(tx, actor.reach('operation:read'), [id]);
  return operation ?? null;
}

async function withFiles(tx: TenantTx, actor: Actor, rows: readonly SnapshotRow[]): Promise<ReadSnapshot[]> {
  const reproductions = await lastReproductions(
    tx,
    rows.map(({ id }) => id),
  );
  const ids = [
    ...rows.flatMap(({ inputBlobId, resultBlobId, csvBlobId }) => [inputBlobId, resultBlobId, csvBlobId]),
    ...reproductions.map(({ resultBlobId }) => resultBlobId),
  ];
  const blobs = actor.holds('blob:read') ? await blobsByIds(tx, actor.reach('blob:read'), ids) : [];
  const blob = (wanted: string): BlobRow | null => blobs.find(({ id }) => id === wanted) ?? null;
  return rows.map((row) => {
    const last = reproductions.find(({ snapshotId }) => snapshotId === row.id);
    return {
      row,
      inputs: blob(row.inputBlobId),
      result: blob(row.resultBlobId),
      csv: blob(row.csvBlobId),
      reproduction: last ? { ...last, result: blob(last.resultBlobId) } : null,
    };
  });
}

/** @throws UserError INVALID or NOT_FOUND naming the field, also for what the actor may not see */
async function checkAsked(tx: TenantTx, actor: Actor, asked: AskedSnapshot): Promise<void> {
  const { kind, memberId, orgUnitId, mandateCodes, asOf } = asked;
  const invalid = (field: string, why: string) => new UserError('INVALID', field, `${field} ${why}`);
  checkDate(asOf, 'input.asOf');
  if ((kind === 'MEMBER') !== (memberId !== null))
    throw invalid('input.memberId', memberId === null ? 'is needed by a MEMBER' : `says nothing about a ${kind}`);
  if (kind === 'MEMBER' && orgUnitId !== null) throw invalid('input.orgUnitId', 'says nothing about a MEMBER');
  if (memberId !== null && (await visibleMembers(tx, actor.reach('compliance:read'), [memberId])).length === 0)
    throw notFound('input.memberId', 'member');
  if (orgUnitId !== null && (await orgUnitsByIds(tx, [orgUnitId])).length === 0)
    throw notFound('input.orgUnitId', 'org unit');
  if (mandateCodes && new Set(mandateCodes).size < mandateCodes.length)
    throw invalid('input.mandateCodes', 'must not name a mandate twice');
  for (const [at, code] of (mandateCodes ?? []).entries()) {
    if (!(await adoptionInForce(tx, code, asOf)))
      throw notFound(`input.mandateCodes[${at}]`, 'mandate adopted and in force on the day');
  }
}

async function today(tx: TenantTx): Promise<LocalDate> {
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error('the agency has no profile');
  const [clock] = await tx.query<{ at: Date }>('select transaction_timestamp() as at');
  return localDateOf(clock!.at, agency.timezone);
}
