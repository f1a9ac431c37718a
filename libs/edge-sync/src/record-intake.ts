import { Inject, Injectable } from '@nestjs/common';
import { audit, Events, ISSUER, SigningKeys, type Actor, type SigningKey, type TenantTx } from '#platform';
import { storeEdgeSession } from '#sessions';
import { assignmentForPlay } from '#trainees';
import type { CryptoKey } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { DeviceEntity } from './device.entity.js';
import { EdgeForkEntity } from './edge-fork.entity.js';
import { EdgeRecordEntity } from './edge-record.entity.js';
import type { QuarantineCode } from './protocol/outcome.js';
import { quarantineReason } from './protocol/record-check.js';
import { readEnvelope, recordDigest, verifyRecord, type RecordClaims, type RecordEnvelope } from './protocol/record.js';
import { signReceipt } from './protocol/receipt.js';
import { verifyTicket } from './protocol/ticket.js';
import { forkAt, neighboursOf, recordAt, type StoredAnswer } from './record.queries.js';

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
  keys: readonly { key: CryptoKey; isEnded: boolean }[];
  signing: SigningKey;
  receivedAt: Date;
  /** Whether what it takes has failed for what it says: then it is kept for a person, and nothing is made of it. */
  isPoisoned: boolean;
}

/** A record in its place, as received. */
interface Received {
  envelope: RecordEnvelope;
  digest: string;
  body: string;
}

/** Takes one record, inside the push's transaction with the device locked. */
@Injectable()
export class RecordIntake {
  constructor(
    private readonly signingKeys: SigningKeys,
    private readonly events: Events,
    @Inject(ISSUER) private readonly issuer: string,
  ) {}

  async take(tx: TenantTx, actor: Actor, intake: Intake, body: string): Promise<RecordOutcome> {
    const envelope = readEnvelope(body);
    if (typeof envelope === 'string') return withoutReceipt(null, 'REJECTED', envelope);
    const { device } = intake;
    const digest = recordDigest(body);
    const place = { deviceId: device.id, epoch: envelope.epoch, seq: envelope.seq };
    const stored = await recordAt(tx, place);
    if (stored?.digest === digest) return duplicate(envelope, stored);
    const knownFork = stored && (await forkAt(tx, place, digest));
    if (knownFork) return duplicate(envelope, knownFork);
    // A key that a later installation has replaced speaks only for what was installed before.
    const keys = intake.keys.filter(({ isEnded }) => !isEnded || envelope.epoch < device.epoch).map(({ key }) => key);
    const verified = await verifyRecord(body, envelope.device === device.id ? keys : []);
    if ('code' in verified && verified.code === 'BAD_SIGNATURE') {
      return withoutReceipt(envelope, 'REJECTED', verified.code);
    }
    const received = { envelope, digest, body };
    if (stored) return this.keepFork(tx, actor, intake, received);
    const claims = 'claims' in verified ? verified.claims : null;
    return this.keep(tx, intake, received, await this.judge(tx, actor, intake, claims, received));
  }

  /** What becomes of an authenticated record. @returns the session that it became, or why it became none */
  private async judge(
    tx: TenantTx,
    actor: Actor,
    { device, receivedAt, isPoisoned }: Intake,
    claims: RecordClaims | null,
    { envelope, digest }: Received,
  ): Promise<{ code: QuarantineCode } | { sessionId: string }> {
    if (isPoisoned) return { code: 'POISON' };
    if (!claims) return { code: 'SCHEMA' };
    const ticket = await verifyTicket(claims.ticket, {
      issuer: this.issuer,
      keyOf: (kid) => this.signingKeys.verificationKey('TICKET', kid),
    });
    const code = quarantineReason(claims, {
      agencyId: tx.agencyId,
      deviceId: device.id,
      deviceEpoch: device.epoch,
      deviceState: device.state,
      lastTrustedSeq: device.lastTrustedSeq === null ? null : Number(device.lastTrustedSeq),
      ...(await neighboursOf(tx, { deviceId: device.id, epoch: envelope.epoch, seq: envelope.seq })),
      ownDigest: digest,
      ticket,
      assignment: ticket && (await assignmentForPlay(tx, actor.reach('device:sync'), ticket.assignment)),
      receivedAt,
    });
    if (code !== null || !ticket) return { code: code ?? 'UNKNOWN_ASSIGNMENT' };
    const played = { assignmentId: ticket.assignment, traineeId: ticket.trainee, session: claims.session };
    const sessionId = await storeEdgeSession(tx, this.events, actor, played);
    return sessionId === null ? { code: 'ASSIGNMENT_DONE' } : { sessionId };
  }

  private async keep(
    tx: TenantTx,
    intake: Intake,
    { envelope, digest, body }: Received,
    judged: { code: QuarantineCode } | { sessionId: string },
  ): Promise<RecordOutcome> {
    const code = 'code' in judged ? judged.code : null;
    const sessionId = 'code' in judged ? null : judged.sessionId;
    const status = code === null ? 'ACCEPTED' : 'QUARANTINED';
    const receipt = await this.receipt(intake, envelope, digest, code);
    const { epoch, seq, recordId, prevHash } = envelope;
    const { device, receivedAt } = intake;
    const row = { id: uuidv7(), deviceId: device.id, epoch, seq: String(seq), recordId, prevHash, digest, body };
    await tx.insert(EdgeRecordEntity, { ...row, status, code, sessionId, receipt, receivedAt });
    return { seq, recordId, status, code, receipt };
  }

  /** Two records under one number mean a cloned key: the device stops counting until a person has looked. */
  private async keepFork(tx: TenantTx, actor: Actor, intake: Intake, received: Received): Promise<RecordOutcome> {
    const { device, receivedAt } = intake;
    const { envelope, digest, body } = received;
    const { epoch, seq, recordId } = envelope;
    const receipt = await this.receipt(intake, envelope, digest, 'SEQ_FORK');
    const fork = { id: uuidv7(), deviceId: device.id, epoch, seq: String(seq), recordId, digest, body };
    await tx.insert(EdgeForkEntity, { ...fork, receipt, receivedAt });
    const about = { entityType: 'Device', entityId: device.id, details: { epoch, seq, digest } };
    await audit(tx, actor, { action: 'device.forked', ...about });
    if (device.state === 'ENROLLED') {
      await tx.update(DeviceEntity, { agencyId: tx.agencyId, id: device.id }, { state: 'FROZEN' });
      await audit(tx, actor, { action: 'device.frozen', ...about });
      // The records after it in this push count no more either.
      device.state = 'FROZEN';
    }
    return { seq, recordId, status: 'QUARANTINED', code: 'SEQ_FORK', receipt };
  }

  private receipt(
    { device, signing, receivedAt }: Intake,
    { epoch, seq, recordId }: RecordEnvelope,
    digest: string,
    code: QuarantineCode | null,
  ): Promise<string> {
    const about = { agency: device.agencyId, device: device.id, epoch, seq, recordId, digest };
    const status = code === null ? 'ACCEPTED' : 'QUARANTINED';
    return signReceipt({ ...about, status, code, receivedAt: receivedAt.toISOString() }, signing, this.issuer);
  }
}

const duplicate = ({ seq }: RecordEnvelope, { recordId, code, receipt }: StoredAnswer): RecordOutcome => ({
  seq,
  recordId,
  status: 'DUPLICATE',
  code,
  receipt,
});

/** The outcome of a record that was not stored. */
export const withoutReceipt = (
  place: RecordEnvelope | null,
  status: 'REJECTED' | 'RETRY',
  code: string | null,
): RecordOutcome => ({ seq: place?.seq ?? null, recordId: place?.recordId ?? null, status, code, receipt: null });
