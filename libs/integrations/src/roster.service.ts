import {
  membersByIds,
  upsertMember,
  type ExternalId,
  type Member,
  type MemberDetails,
  type UpsertedMember,
} from '#agencies';
import { Injectable } from '@nestjs/common';
import { Events, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { repeatedRows } from './repeated-rows.js';

export interface RosterRow extends MemberDetails {
  externalId: ExternalId;
  givenName: string;
  familyName: string;
}

export type RowResult = (UpsertedMember & { member: Member | null }) | { refusal: UserError };

const UNIQUE_VIOLATION = '23505';

/** Bulk upserts by external id: one transaction, one outcome a row, and a bad row spoils no other. */
@Injectable()
export class RosterService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /**
   * @param rows in the order of the call; a refusal instead of a row that could not be read
   * @returns an outcome for each, in their order; the member only where the actor may read members
   */
  upsert(actor: Actor, rows: readonly (RosterRow | { refusal: UserError })[]): Promise<RowResult[]> {
    const repeated = repeatedRows(rows.map((row) => ('refusal' in row ? null : row.externalId)));
    return this.db.run(actor, async (tx) => {
      // Two rosters at once that name the same people in another order would wait for each other for ever.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`roster ${tx.agencyId}`]);
      const results: (UpsertedMember | { refusal: UserError })[] = [];
      for (const [index, row] of rows.entries()) {
        const at = `input.rows[${index}]`;
        const first = repeated.get(index);
        if ('refusal' in row) results.push(row);
        else if (first !== undefined) results.push({ refusal: namedBefore(at, first) });
        else results.push(await this.upsertRow(tx, actor, row, at));
      }
      return withMembers(tx, actor, results);
    });
  }

  private async upsertRow(
    tx: TenantTx,
    actor: Actor,
    row: RosterRow,
    at: string,
  ): Promise<UpsertedMember | { refusal: UserError }> {
    await tx.query('savepoint roster_row');
    try {
      const member = await upsertMember(tx, actor, row, at, this.events);
      await tx.query('release savepoint roster_row');
      return member;
    } catch (error) {
      const refusal = refusalOf(error, at);
      if (!refusal) throw error;
      await tx.query('rollback to savepoint roster_row');
      return { refusal };
    }
  }
}

/** Who would otherwise be overwritten by the second row is not for a machine to decide. */
const namedBefore = (at: string, first: number): UserError =>
  new UserError('CONFLICT', `${at}.externalId`, `row ${first} of this call has the same external id`);

/** null for what is not the row's own failure: it fails the call, and nothing is written. */
function refusalOf(error: unknown, at: string): UserError | null {
  if (error instanceof UserError) return error;
  if ((error as { code?: unknown } | null)?.code !== UNIQUE_VIOLATION) return null;
  return new UserError('CONFLICT', at, 'somebody changed this member or their e-mail address meanwhile: send it again');
}

async function withMembers(
  tx: TenantTx,
  actor: Actor,
  results: readonly (UpsertedMember | { refusal: UserError })[],
): Promise<RowResult[]> {
  const ids = results.flatMap((result) => ('id' in result ? [result.id] : []));
  const members = actor.holds('member:read') ? await membersByIds(tx, actor.reach('member:read'), ids) : [];
  const byId = new Map(members.map((member) => [member.id, member]));
  return results.map((result) => ('id' in result ? { ...result, member: byId.get(result.id) ?? null } : result));
}
