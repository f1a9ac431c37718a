import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { LocalDate } from '../evaluation/local-date.js';

export interface ConsequenceRow {
  id: string;
  memberId: string;
  mandateCode: string;
  code: string;
  /** A day in the missed window. */
  on: LocalDate;
  /** The first day on which it holds. */
  recordedOn: LocalDate;
  reason: string;
  recordedAt: Date;
  /** The first day on which it holds no more; null while it does. */
  endedOn: LocalDate | null;
  endReason: string | null;
  endedAt: Date | null;
}

type ConsequenceReach = ReachOf<'compliance:read' | 'compliance:write'>;

const COLUMNS = `c.id, c.member_id as "memberId", c.mandate_code as "mandateCode", c.code, c.missed_on::text as "on",
  c.recorded_on::text as "recordedOn", c.reason, c.recorded_at as "recordedAt", e.ended_on::text as "endedOn",
  e.reason as "endReason", e.ended_at as "endedAt"`;
const FROM = 'consequences c left join consequence_ends e on e.agency_id = c.agency_id and e.consequence_id = c.id';

/** Makes other records of consequences for this member under this mandate wait for this one. */
export async function lockConsequences(tx: TenantTx, memberId: string, mandateCode: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `consequence ${tx.agencyId} ${memberId} ${mandateCode}`,
  ]);
}

export async function addConsequence(
  tx: TenantTx,
  consequence: Pick<ConsequenceRow, 'id' | 'memberId' | 'mandateCode' | 'code' | 'on' | 'recordedOn' | 'reason'> & {
    recordedBy: string;
  },
): Promise<void> {
  await tx.query(
    `insert into consequences (agency_id, id, member_id, mandate_code, code, missed_on, recorded_on, reason, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.agencyId,
      consequence.id,
      consequence.memberId,
      consequence.mandateCode,
      consequence.code,
      consequence.on,
      consequence.recordedOn,
      consequence.reason,
      consequence.recordedBy,
    ],
  );
}

/** @returns false when it has ended already */
export async function addConsequenceEnd(
  tx: TenantTx,
  end: { consequenceId: string; endedOn: LocalDate; reason: string; endedBy: string },
): Promise<boolean> {
  const added = await tx.query(
    `insert into consequence_ends (agency_id, consequence_id, ended_on, reason, ended_by) values ($1, $2, $3, $4, $5)
     on conflict (agency_id, consequence_id) do nothing returning id`,
    [tx.agencyId, end.consequenceId, end.endedOn, end.reason, end.endedBy],
  );
  return added.length > 0;
}

export async function consequenceById(
  tx: TenantTx,
  reach: ConsequenceReach,
  id: string,
): Promise<ConsequenceRow | null> {
  const [row] = await tx.query<ConsequenceRow>(
    `select ${COLUMNS} from ${FROM} where c.agency_id = $1 and c.id = $3 and ${reachPredicate(reach, 'c.member_id', '$2')}`,
    [tx.agencyId, reach.principalId, id],
  );
  return row ?? null;
}

/** In the order in which they were recorded. @param asked.memberId null for all members in reach */
export function listConsequences(
  tx: TenantTx,
  reach: ReachOf<'compliance:read'>,
  asked: { memberId: string | null; after: string | null; limit: number },
): Promise<ConsequenceRow[]> {
  return tx.query<ConsequenceRow>(
    `select ${COLUMNS} from ${FROM} where c.agency_id = $1 and ${reachPredicate(reach, 'c.member_id', '$2')}
       and ($3::uuid is null or c.member_id = $3) and ($4::uuid is null or c.id > $4) order by c.id limit $5`,
    [tx.agencyId, reach.principalId, asked.memberId, asked.after, asked.limit],
  );
}

/** The recorded consequences for these members under one mandate. The caller decides who may see the answer. */
export function consequencesOfMembers(
  tx: TenantTx,
  memberIds: readonly string[],
  mandateCode: string,
): Promise<ConsequenceRow[]> {
  return tx.query<ConsequenceRow>(
    `select ${COLUMNS} from ${FROM}
     where c.agency_id = $1 and c.member_id = any($2::uuid[]) and c.mandate_code = $3 order by c.id`,
    [tx.agencyId, memberIds, mandateCode],
  );
}
