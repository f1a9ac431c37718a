import type { TenantTx } from '#platform';
import { changedHistory, type Dated, type DatedChange } from './effective-dates.js';

export interface MemberFact {
  memberId: string;
  fact: string;
  value: string;
  /** Day in the agency's zone, `yyyy-mm-dd`; both days are included. */
  validFrom: string;
  /** null until further notice. */
  validTo: string | null;
}

/**
 * The facts of these members, by fact and then by date.
 * @param on only those that hold on this day; null for all, past and future
 */
export async function factsOf(
  tx: TenantTx,
  memberIds: readonly string[],
  on: string | null = null,
): Promise<Map<string, MemberFact[]>> {
  const rows = await tx.query<MemberFact>(
    `select member_id as "memberId", fact, value, valid_from::text as "validFrom", valid_to::text as "validTo" from member_facts
     where agency_id = $1 and member_id = any($2::uuid[])
       and ($3::date is null or (valid_from <= $3::date and (valid_to is null or valid_to >= $3::date)))
     order by member_id, fact, valid_from`,
    [tx.agencyId, [...memberIds], on],
  );
  const byMember = new Map<string, MemberFact[]>();
  for (const row of rows) byMember.set(row.memberId, [...(byMember.get(row.memberId) ?? []), row]);
  return byMember;
}

/**
 * Makes the value hold on these days. The caller holds the member's row lock.
 * @param alongside other values of the fact go on holding, as with an officer's second licence; else they give way
 * @returns false when it was so before
 */
export async function changeFact(
  tx: TenantTx,
  memberId: string,
  fact: string,
  change: DatedChange,
  alongside: boolean,
): Promise<boolean> {
  const touched = alongside ? change.value : null;
  const before = ((await factsOf(tx, [memberId])).get(memberId) ?? [])
    .filter((row) => row.fact === fact && (touched === null || row.value === touched))
    .map<Dated>((row) => ({ value: row.value, from: row.validFrom, to: row.validTo }));
  const after = changedHistory(before, change);
  if (JSON.stringify(after) === JSON.stringify(before)) return false;
  await tx.query(
    `delete from member_facts where agency_id = $1 and member_id = $2 and fact = $3 and ($4::text is null or value = $4)`,
    [tx.agencyId, memberId, fact, touched],
  );
  for (const { value, from, to } of after) {
    await tx.query(
      'insert into member_facts (agency_id, member_id, fact, value, valid_from, valid_to) values ($1, $2, $3, $4, $5, $6)',
      [tx.agencyId, memberId, fact, value, from, to],
    );
  }
  return true;
}
