import { Inject, Injectable } from '@nestjs/common';
import { audit, Events, ISSUER, SigningKeys, type Actor, type SigningKey, type TenantTx } from '#platform';
import { storeEdgeSession } from '#sessions';
import type { JWK } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { DeviceEntity } from './device.entity.js';
import { forkIsKnown, prevHashAt, recordAt } from './device.queries.js';
import { EdgeForkEntity } from './edge-fork.entity.js';
import { EdgeRecordEntity } from './edge-record.entity.js';
import type { QuarantineCode } from './protocol/outcome.js';
import { quarantineReason } from './protocol/record-check.js';
import { readEnvelope, recordDigest, verifyRecord, type RecordClaims, type RecordEnvelope } from './protocol/record.js';
import { signReceipt } from './protocol/receipt.js';
import { verifyTicket, type TicketClaims } from './protocol/ticket.js';

export interface RecordOutcome {
  seq: number | null;
  recordId: string | null;
  /** REJECTED: keep it, show it to a person. RETRY: send it again. The others come with a receipt. */
  status: 'ACCEPTED' | 'DUPLICATE' | 'QUARANTINED' | 'REJECTED' | 'RETRY';
  code: string | null;
  receipt: string | null;
}

/** What stays the same for every record of one push. */
export interface Intake {
  device: DeviceEntity;
  keys: readonly JWK[];
  signing: SigningKey;
  receivedAt: Date;
}

/** Takes one record, inside the push's transaction with the device locked. */
@Injectable()
export class RecordIntake {
  constructor(
    private readonly signingKeys: SigningKeys,
    private readonly events: Events,
    @Inject(ISSUER) private readonly issuer: string,
  ) {}

  async take(tx: TenantTx, actor: Actor, intake: Intake, record: string): Promise<RecordOutcome> {
    const envelope = readEnvelope(record);
    if (typeof envelope === 'string') return rejected(null, envelope);
    const digest = recordDigest(record);
    const stored = await recordAt(tx, intake.device.id, envelope.epoch, envelope.seq);
    if (stored?.digest === digest) {
      const { recordId, code, receipt } = stored;
      return { seq: envelope.seq, recordId, status: 'DUPLICATE', code, receipt };
    }
    const verified =
      envelope.device === intake.device.id
        ? await verifyRecord(record, intake.keys)
        : { code: 'BAD_SIGNATURE' as const };
    if ('code' in verified && verified.code === 'BAD_SIGNATURE') return rejected(envelope, verified.code);
    if (stored) return this.keepFork(tx, actor, intake, envelope, digest, record);
    const claims = 'claims' in verified ? verified.claims : null;
    const { code, sessionId } = claims
      ? await this.judge(tx, actor, intake, claims, digest)
      : { code: 'SCHEMA' as const, sessionId: null };
    const status = code === null ? 'ACCEPTED' : 'QUARANTINED';
    const receipt = await this.receipt(intake, envelope, digest, code);
    await tx.insert(EdgeRecordEntity, {
      id: uuidv7(),
      deviceId: intake.device.id,
      epoch: envelope.epoch,
      seq: String(envelope.seq),
      recordId: envelope.recordId,
      prevHash: envelope.prevHash,
      digest,
      body: record,
      status,
      code,
      sessionId,
      receipt,
      receivedAt: intake.receivedAt,
    });
    return { seq: envelope.seq, recordId: envelope.recordId, status, code, receipt };
  }

  private async judge(
    tx: TenantTx,
    actor: Actor,
    intake: Intake,
    claims: RecordClaims,
    digest: string,
  ): Promise<{ code: QuarantineCode | null; sessionId: string | null }> {
    const { device } = intake;
    const ticket = await verifyTicket(claims.ticket, (kid) => this.signingKeys.verificationKey('TICKET', kid));
    const code = quarantineReason(claims, {
      agencyId: tx.agencyId,
      deviceId: device.id,
      deviceEpoch: device.epoch,
      deviceState: device.state,
      lastTrustedSeq: device.lastTrustedSeq === null ? null : Number(device.lastTrustedSeq),
      predecessorDigest: (await recordAt(tx, device.id, claims.epoch, claims.seq - 1))?.digest ?? null,
      successorPrevHash: await prevHashAt(tx, device.id, claims.epoch, claims.seq + 1),
      ownDigest: digest,
      ticket,
      receivedAt: intake.receivedAt,
    });
    if (code !== null) return { code, sessionId: null };
    const { assignment, trainee } = ticket as TicketClaims;
    const played = { assignmentId: assignment, traineeId: trainee, session: claims.session };
    const sessionId = await storeEdgeSession(tx, this.events, actor, played);
    return { code: sessionId === null ? 'ASSIGNMENT_DONE' : null, sessionId };
  }

  /** Two records under one number mean a cloned key: the device stops counting until a person has looked. */
  private async keepFork(
    tx: TenantTx,
    actor: Actor,
    intake: Intake,
    envelope: RecordEnvelope,
    digest: string,
    record: string,
  ): Promise<RecordOutcome> {
    const { device } = intake;
    const { epoch, seq, recordId } = envelope;
    if (!(await forkIsKnown(tx, device.id, epoch, seq, digest))) {
      const fork = { id: uuidv7(), deviceId: device.id, epoch, seq: String(seq), digest, body: record };
      await tx.insert(EdgeForkEntity, { ...fork, receivedAt: intake.receivedAt });
      await tx.update(DeviceEntity, { agencyId: tx.agencyId, id: device.id, state: 'ENROLLED' }, { state: 'FROZEN' });
      if (device.state === 'ENROLLED') device.state = 'FROZEN';
      const details = { code: 'SEQ_FORK', epoch, seq };
      await audit(tx, actor, { action: 'device.frozen', entityType: 'Device', entityId: device.id, details });
    }
    const receipt = await this.receipt(intake, envelope, digest, 'SEQ_FORK');
    return { seq, recordId, status: 'QUARANTINED', code: 'SEQ_FORK', receipt };
  }

  private receipt(intake: Intake, envelope: RecordEnvelope, digest: string, code: string | null): Promise<string> {
    const { epoch, seq, recordId } = envelope;
    const status = code === null ? 'ACCEPTED' : 'QUARANTINED';
    const about = { agency: intake.device.agencyId, device: intake.device.id, epoch, seq, recordId, digest };
    const receivedAt = intake.receivedAt.toISOString();
    return signReceipt({ ...about, status, code, receivedAt }, intake.signing, this.issuer);
  }
}

export const rejected = (place: RecordEnvelope | null, code: string): RecordOutcome => ({
  seq: place?.seq ?? null,
  recordId: place?.recordId ?? null,
  status: 'REJECTED',
  code,
  receipt: null,
});
