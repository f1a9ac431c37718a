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
import { makeAuditPacket } from './audit-packet-tasks.js';
import { addPacket, listPackets, packetById, type PacketRow } from './audit-packet.queries.js';
import type { PacketSelection } from './audit-packet.js';
import { hasPresentation } from './evidence/officers.queries.js';

export interface StartPacket extends Omit<PacketSelection, 'asOf'> {
  /** null: today, where the agency is. */
  asOf: LocalDate | null;
  idempotencyKey: string;
}

/** A packet with its files. What the actor may not read of it is absent. */
export interface StartedPacket {
  row: PacketRow;
  /** null for an actor who may not read operations. */
  operation: Operation | null;
  pdf: BlobRow | null;
  zip: BlobRow | null;
}

/** Proof for a state auditor: of a presentation, of an officer, or of everybody under a mandate. */
@Injectable()
export class AuditPacketService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
    private readonly blobs: Blobs,
  ) {}

  /**
   * Starts a packet. @returns its UUID, which is that of its operation
   * @throws UserError INVALID or NOT_FOUND naming the field; ParleyError UNAVAILABLE where this deployment keeps no files
   */
  async start(actor: Actor, { idempotencyKey, ...input }: StartPacket): Promise<string> {
    if (!this.blobs.available) throw new ParleyError('UNAVAILABLE', 'this deployment keeps no files');
    const { packetId } = await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'startAuditPacket', idempotencyKey, { ...input }, async () => {
        const asked = { ...input, asOf: input.asOf ?? (await today(tx)) };
        checkSubject(asked);
        await checkNamed(tx, actor, asked);
        const id = await this.operations.start(tx, actor, 'AUDIT_PACKET');
        await addPacket(tx, { ...asked, id, startedBy: actor.principalId });
        await this.tasks.add(tx, makeAuditPacket, { packetId: id });
        await audit(tx, actor, {
          action: 'audit-packet.started',
          entityType: 'AuditPacket',
          entityId: id,
          details: { ...asked },
        });
        return { packetId: id };
      }),
    );
    return packetId;
  }

  async byId(actor: Actor, id: string): Promise<StartedPacket | null> {
    actor.reach('export:read');
    return this.db.read(actor, async (tx) => {
      const row = await packetById(tx, id);
      return row && ((await this.started(tx, actor, [row]))[0] ?? null);
    });
  }

  /** Newest first. */
  list(actor: Actor, page: { before: string | null; limit: number }): Promise<StartedPacket[]> {
    actor.reach('export:read');
    return this.db.read(actor, async (tx) => this.started(tx, actor, await listPackets(tx, page)));
  }

  private async started(tx: TenantTx, actor: Actor, rows: readonly PacketRow[]): Promise<StartedPacket[]> {
    const ids = rows.map(({ id }) => id);
    const operations = actor.holds('operation:read')
      ? await operationsByIds(tx, actor.reach('operation:read'), ids)
      : [];
    const blobIds = rows.flatMap(({ pdfBlobId, zipBlobId }) => [pdfBlobId, zipBlobId]).filter((id) => id !== null);
    const blobs = actor.holds('blob:read') ? await blobsByIds(tx, actor.reach('blob:read'), blobIds) : [];
    return rows.map((row) => ({
      row,
      operation: operations.find(({ id }) => id === row.id) ?? null,
      pdf: blobs.find(({ id }) => id === row.pdfBlobId) ?? null,
      zip: blobs.find(({ id }) => id === row.zipBlobId) ?? null,
    }));
  }
}

/** @throws UserError INVALID naming the field that does not fit the others */
function checkSubject(asked: PacketSelection): void {
  const { presentationId, memberId, mandateCode, orgUnitId } = asked;
  const subjects = [presentationId, memberId, mandateCode].filter((each) => each !== null);
  if (subjects.length !== 1)
    throw new UserError('INVALID', 'input', 'input needs exactly one of presentationId, memberId and mandateCode');
  if (orgUnitId !== null && mandateCode === null)
    throw new UserError('INVALID', 'input.orgUnitId', 'input.orgUnitId says nothing without input.mandateCode');
  checkDate(asked.asOf, 'input.asOf');
}

/** @throws UserError NOT_FOUND naming the field, also for what the actor may not see */
async function checkNamed(tx: TenantTx, actor: Actor, asked: PacketSelection): Promise<void> {
  const { presentationId, memberId, mandateCode, orgUnitId, asOf } = asked;
  if (presentationId !== null && !(await hasPresentation(tx, presentationId)))
    throw notFound('input.presentationId', 'presentation');
  if (memberId !== null && (await visibleMembers(tx, actor.reach('compliance:read'), [memberId])).length === 0)
    throw notFound('input.memberId', 'member');
  if (orgUnitId !== null && (await orgUnitsByIds(tx, [orgUnitId])).length === 0)
    throw notFound('input.orgUnitId', 'org unit');
  if (mandateCode !== null && !(await adoptionInForce(tx, mandateCode, asOf)))
    throw notFound('input.mandateCode', 'mandate adopted and in force on the day');
}

async function today(tx: TenantTx): Promise<LocalDate> {
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error('the agency has no profile');
  const [clock] = await tx.query<{ at: Date }>('select transaction_timestamp() as at');
  return localDateOf(clock!.at, agency.timezone);
}
