import { Injectable } from '@nestjs/common';
import { Events, idempotent, TenantDb, type Actor } from '#platform';
import type { IdPage } from '../id-page.js';
import { correctRecord, type CorrectRecord } from './correct-record.js';
import { listRecords, recordsByIds, type LedgerRow } from './training-record.queries.js';

/** The ledger, read and corrected. Its other entries are written by signing a proof session, in the transaction of the signature. */
@Injectable()
export class TrainingRecordService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /** Replaces a wrong entry by a new one; see `correctRecord`. The same key and input gives the first answer. */
  correct(actor: Actor, input: CorrectRecord & { idempotencyKey: string }): Promise<{ recordId: string }> {
    const reach = actor.reach('record:correct');
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'correctTrainingRecord', input.idempotencyKey, input, () =>
        correctRecord(tx, actor, reach, input, this.events),
      ),
    );
  }

  /** Those of the entries that the actor may see. */
  byIds(actor: Actor, ids: readonly string[]): Promise<LedgerRow[]> {
    return this.db.read(actor, (tx) => recordsByIds(tx, actor.reach('record:read'), ids));
  }

  records(actor: Actor, page: IdPage & { traineeId: string | null }): Promise<LedgerRow[]> {
    return this.db.read(actor, (tx) => listRecords(tx, actor.reach('record:read'), page));
  }
}
