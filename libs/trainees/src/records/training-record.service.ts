import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor } from '#platform';
import type { IdPage } from '../id-page.js';
import { listRecords, recordsByIds, type LedgerRow } from './training-record.queries.js';

/** Reads of the ledger. It is written by signing a proof session, in the transaction of the signature. */
@Injectable()
export class TrainingRecordService {
  constructor(private readonly db: TenantDb) {}

  /** Those of the entries that the actor may see. */
  byIds(actor: Actor, ids: readonly string[]): Promise<LedgerRow[]> {
    return this.db.read(actor, (tx) => recordsByIds(tx, actor.reach('record:read'), ids));
  }

  records(actor: Actor, page: IdPage & { traineeId: string | null }): Promise<LedgerRow[]> {
    return this.db.read(actor, (tx) => listRecords(tx, actor.reach('record:read'), page));
  }
}
