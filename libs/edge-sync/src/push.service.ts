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
} from '#platform';
import { deviceById, storedSequence } from './device.queries.js';
import { MOST_PUSH_BYTES, MOST_RECORDS, PROTOCOL } from './protocol/limits.js';
import { gapsOf, type Gap } from './protocol/outcome.js';
import { readEnvelope } from './protocol/record.js';
import { RecordIntake, rejected, type RecordOutcome } from './record-intake.js';

export interface Push {
  protocol: number;
  epoch: number;
  records: string[];
}

export interface PushAnswer {
  outcomes: RecordOutcome[];
  /** Up to this sequence number nothing of the epoch is missing. */
  contiguousThrough: number;
  missing: Gap[];
  serverNow: Date;
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
    const outcomes = await this.inOneTransaction(actor, signing, input.records).catch((error: unknown) => {
      if (error instanceof UserError) throw error;
      // One bad record must not block the rest: each alone, and the one that fails alone is sent again.
      this.logger.warn(
        { err: error, deviceId: actor.principalId },
        'a push failed as a whole; taking its records singly',
      );
      return this.oneByOne(actor, signing, input.records);
    });
    return this.db.run(actor, async (tx) => {
      await tx.query('update devices set last_contact_at = now() where agency_id = $1 and id = $2', [
        tx.agencyId,
        actor.principalId,
      ]);
      const stored = await storedSequence(tx, actor.principalId, input.epoch);
      return { outcomes, ...gapsOf(stored), serverNow: new Date() };
    });
  }

  private inOneTransaction(actor: Actor, signing: SigningKey, records: readonly string[]): Promise<RecordOutcome[]> {
    return this.db.run(actor, async (tx) => {
      const device = await deviceById(tx, actor.reach('device:sync'), actor.principalId, true);
      if (!device) throw notFound(null, 'device');
      const keys = (await publicKeysOf(tx, device.id)).map((known) => known.jwk);
      const intake = { device, keys, signing, receivedAt: new Date() };
      const outcomes: RecordOutcome[] = [];
      for (const record of records) outcomes.push(await this.intake.take(tx, actor, intake, record));
      return outcomes;
    });
  }

  private async oneByOne(actor: Actor, signing: SigningKey, records: readonly string[]): Promise<RecordOutcome[]> {
    const outcomes: RecordOutcome[] = [];
    for (const record of records) {
      const taken = await this.inOneTransaction(actor, signing, [record]).catch((error: unknown) => {
        this.logger.error({ err: error, deviceId: actor.principalId }, 'a record could not be stored');
        const envelope = readEnvelope(record);
        return [
          {
            ...rejected(typeof envelope === 'string' ? null : envelope, 'RETRY'),
            status: 'RETRY' as const,
            code: null,
          },
        ];
      });
      outcomes.push(...taken);
    }
    return outcomes;
  }
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
