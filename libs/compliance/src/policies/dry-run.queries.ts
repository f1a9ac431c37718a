import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { MemberPosition, ReportedMember } from '../reports/members.queries.js';

/** A member, and whether they come after where the page begins. */
export type TriedMember = ReportedMember & { onPage: boolean };

/** Whether the agency has this org unit. */
export async function orgUnitExists(tx: TenantTx, id: string): Promise<boolean> {
  const found = await tx.query('select 1 from org_units where agency_id = $1 and id = $2', [tx.agencyId, id]);
  return found.length > 0;
}

/**
 * Who is in service and in reach, in the order of reports: by family name, given name and id.
 * @param page.limit of all, whatever the page
 * @param orgUnitId only those in it or below it; null: all
 */
export function membersToTry(
  tx: TenantTx,
  reach: ReachOf<'compliance:read'>,
  orgUnitId: string | null,
  page: { after: MemberPosition | null; limit: number },
): Promise<TriedMember[]> {
  return tx.query<TriedMember>(
    `select m.id, m.family_name as "familyName", m.given_name as "givenName",
       ($5::uuid is null or (m.family_name, m.given_name, m.id) > ($6::text, $7::text, $5::uuid)) as "onPage" from members m
     where m.agency_id = $1 and m.state <> 'LEFT' and ${reachPredicate(reach, 'm.id', '$2')}
       and ($3::uuid is null or m.org_unit_id = any(array(with recursive units as (
         select u.id from org_units u where u.agency_id = $1 and u.id = $3
         union select below.id from org_units below join units on below.parent_id = units.id where below.agency_id = $1
       ) select id from units)))
     order by m.family_name, m.given_name, m.id limit $4`,
    [
      tx.agencyId,
      reach.principalId,
      orgUnitId,
      page.limit,
      page.after?.id ?? null,
      page.after?.familyName ?? null,
      page.after?.givenName ?? null,
    ],
  );
}
