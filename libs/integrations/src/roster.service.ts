import { upsertMember, type ExternalId, type MemberDetails, type UpsertedMember } from '#agencies';
import { Injectable } from '@nestjs/common';
import { TenantDb, UserError, type Actor, type TenantTx } from '#platform';

export interface RosterRow extends MemberDetails {
  externalId: ExternalId;
  givenName: string;
  familyName: string;
}

export type RowResult = UpsertedMember | { refusal: UserError };

/** Bulk upserts by external id: one transaction, one outcome a row, and a bad row spoils no other. */
@Injectable()
export class RosterService {
  constructor(private readonly db: TenantDb) {}

  upsert(actor: Actor, rows: readonly (RosterRow | UserError)[]): Promise<RowResult[]> {
    return this.db.run(actor, async (tx) => {
      const results: RowResult[] = [];
      for (const [index, row] of rows.entries()) {
        results.push(
          row instanceof UserError ? { refusal: row } : await this.upsertRow(tx, actor, row, `input.rows[${index}]`),
        );
      }
      return results;
    });
  }

  private async upsertRow(tx: TenantTx, actor: Actor, row: RosterRow, at: string): Promise<RowResult> {
    await tx.query('savepoint roster_row');
    try {
      const member = await upsertMember(tx, actor, row, at);
      await tx.query('release savepoint roster_row');
      return member;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      await tx.query('rollback to savepoint roster_row');
      return { refusal: error };
    }
  }
}
