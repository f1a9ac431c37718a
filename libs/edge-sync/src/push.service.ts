import { Inject, Injectable } from '@nestjs/common';
import { publicKeysOf } from '#identity';
import {
  LOGGER,
  notFound,
  SigningKeys,
  TenantDb,
  UserError,
  type Actor,
  type Logger,
  type SigningKey,
  type TenantTx,
} from '#platform';
import { importJWK, type CryptoKey } from 'jose';
import { deviceById } from './device.queries.js';
import { failedForContent } from './failed-for-content.js';
import { MOST_PUSH_BYTES, MOST_RECORDS, PROTOCOL, RETRY_AFTER_MS } from './protocol/limits.js';
import { gapsOf, type Gap } from './protocol/outcome.js';
import { readEnvelope } from './protocol/record.js';
import { storedSequence } from './record.queries.js';
import { RecordIntake, withoutReceipt, type Intake, type RecordOutcome } from './record-intake.js';

export interface Push {
  protocol: number;
  epoch: number;
  /** The device's own id of this push, for the logs. */
  batchId: string;
  /** The device's wall clock, for the logs. */
  deviceNow: Date;
  records: string[];
}

export interface PushAnswer {
  outcomes: RecordOutcome[];
  /** Up to this sequence number nothing of the epoch is missing. */
  contiguousThrough: number;
  missing: Gap[];
  serverNow: Date;
  /** Milliseconds until the records to be sent again may come; 0 when there are none. */
  retryAfterMs: number;
}

/** Takes what a device pushes: every authenticated record is stored byte for byte, once, and answered with a signed receipt. */
@Injectable()
export class PushService {
  constructor(
    private readonly db: TenantDb,
    private readonly keys: SigningKeys,
    private readonly intake: RecordIntake,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws UserError when the push itself, not a record of it, is malformed */
  async push(actor: Actor, input: Push): Promise<PushAnswer> {
    checkPush(input);
    const signing = await this.keys.signingKey('RECEIPT');
    const about = { deviceId: actor.principalId, batchId: input.batchId };
    const outcomes = await this.inOneTransaction(actor, signing, input.records).catch((error: unknown) => {
      if (error instanceof UserError) throw error;
      // One bad record must not block the rest.
      this.logger.warn({ err: error, ...about }, 'a push failed as a whole; taking its records singly');
      return this.oneByOne(actor, signing, input.records, about);
    });
    return this.db.run(actor, async (tx) => {
      await tx.query('update devices set last_contact_at = now() where agency_id = $1 and id = $2', [
        tx.agencyId,
        actor.principalId,
      ]);
      const gaps = gapsOf(await storedSequence(tx, actor.principalId, input.epoch));
      const serverNow = new Date();
      const skewMs = input.deviceNow.getTime() - serverNow.getTime();
      this.logger.info({ ...about, records: outcomes.length, skewMs }, 'a push was taken');
      const retryAfterMs = outcomes.some(({ status }) => status === 'RETRY') ? RETRY_AFTER_MS : 0;
      return { outcomes, ...gaps, serverNow, retryAfterMs };
    });
  }

  private inOneTransaction(
    actor: Actor,
    signing: SigningKey,
    records: readonly string[],
    isPoisoned = false,
  ): Promise<RecordOutcome[]> {
    return this.db.run(actor, async (tx) => {
      const device = await deviceById(tx, actor.reach('device:sync'), actor.principalId, true);
      if (!device) throw notFound(null, 'device');
      const keys = await keysOf(tx, device.id);
      const intake: Intake = { device, keys, signing, receivedAt: new Date(), isPoisoned };
      const outcomes: RecordOutcome[] = [];
      for (const record of records) outcomes.push(await this.intake.take(tx, actor, intake, record));
      return outcomes;
    });
  }

  /** Each in a transaction of its own: what fails for its content is kept for a person, what fails otherwise is sent again. */
  private async oneByOne(
    actor: Actor,
    signing: SigningKey,
    records: readonly string[],
    about: object,
  ): Promise<RecordOutcome[]> {
    const outcomes: RecordOutcome[] = [];
    for (const record of records) {
      const taken = await this.inOneTransaction(actor, signing, [record])
        .catch((error: unknown) => {
          if (!failedForContent(error)) throw error;
          this.logger.error({ err: error, ...about }, 'a record fails for what it says; keeping it for a person');
          return this.inOneTransaction(actor, signing, [record], true);
        })
        .catch((error: unknown) => {
          this.logger.error({ err: error, ...about }, 'a record could not be stored');
          const envelope = readEnvelope(record);
          return [withoutReceipt(typeof envelope === 'string' ? null : envelope, 'RETRY', null)];
        });
      outcomes.push(...taken);
    }
    return outcomes;
  }
}

/** Every Ed25519 key that the device has or had. */
async function keysOf(tx: TenantTx, deviceId: string): Promise<Intake['keys']> {
  const known = (await publicKeysOf(tx, deviceId)).filter(({ jwk }) => jwk.kty === 'OKP');
  return Promise.all(
    known.map(async ({ jwk, endedAt }) => ({
      key: (await importJWK(jwk, 'EdDSA')) as CryptoKey,
      isEnded: endedAt !== null,
    })),
  );
}

function checkPush(input: Push): void {
  if (input.protocol !== PROTOCOL) {
    throw new UserError('INVALID', 'input.protocol', `this server speaks protocol ${PROTOCOL}`);
  }
  if (input.records.length > MOST_RECORDS) {
    throw new UserError('TOO_LARGE', 'input.records', `a push holds at most ${MOST_RECORDS} records`);
  }
  const bytes = input.records.reduce((sum, record) => sum + Buffer.byteLength(record), 0);
  if (bytes > MOST_PUSH_BYTES) {
    throw new UserError('TOO_LARGE', 'input.records', `a push holds at most ${MOST_PUSH_BYTES} bytes of records`);
  }
}
