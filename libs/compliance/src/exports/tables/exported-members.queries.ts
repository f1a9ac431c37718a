import { reachPredicate, type TenantTx } from '#platform';
import type { ExportSelection } from '../export.js';
import type { ExportReach } from './roster.queries.js';

export interface ExportedMember {
  id: string;
  familyName: string;
  givenName: string;
  badgeNumber: string | null;
  boardId: string | null;
}

type MemberSelection = Pick<ExportSelection, 'memberIds' | 'orgUnitId' | 'boardIdSystem'>;

/** `$3`, `$4`: named ones, also who has left; else who is in service, in the org unit or below it where one is named. */
const WANTED = `m.agency_id = $1 and case when $3::uuid[] is null then m.state <> 'LEFT' else m.id = any($3) end
  and ($4::uuid is null or m.org_unit_id in (
    with recursive units as (
      select $4::uuid as id union
      select below.id from org_units below join units above on below.parent_id = above.id where below.agency_id = $1
    ) select id from units))`;
const asked = (tx: TenantTx, reach: ExportReach, { memberIds, orgUnitId }: MemberSelection) => [
  tx.agencyId,
  reach.principalId,
  memberIds && [...memberIds],
  orgUnitId,
];

export async function countMembers(tx: TenantTx, reach: ExportReach, selection: MemberSelection): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from members m where ${WANTED} and ${reachPredicate(reach, 'm.id', '$2')}`,
    asked(tx, reach, selection),
  );
  return row!.n;
}

/** A page of the members, by family name, given name and id. @param after the last member of the page before */
export function exportedMembers(
  tx: TenantTx,
  reach: ExportReach,
  selection: MemberSelection,
  { after, limit }: { after: ExportedMember | null; limit: number },
): Promise<ExportedMember[]> {
  return tx.query<ExportedMember>(
    // The page is cut before anything is looked up for it: joined first, every page would look up for all members.
    `with page as materialized (
       select m.* from members m where ${WANTED} and ${reachPredicate(reach, 'm.id', '$2')}
         and ($6::uuid is null or (m.family_name, m.given_name, m.id) > ($7::text, $8::text, $6::uuid))
       order by m.family_name, m.given_name, m.id limit $9
     )
     select m.id, m.family_name as "familyName", m.given_name as "givenName", m.badge_number as "badgeNumber",
       (select x.value from external_ids x where x.agency_id = $1 and x.entity_type = 'Member' and x.entity_id = m.id
         and x.system = $5) as "boardId"
     from page m order by m.family_name, m.given_name, m.id`,
    [
      ...asked(tx, reach, selection),
      selection.boardIdSystem,
      after?.id ?? null,
      after?.familyName ?? null,
      after?.givenName ?? null,
      limit,
    ],
  );
}

/** All of them, so many at a time. */
export async function* pagesOfMembers(
  tx: TenantTx,
  reach: ExportReach,
  selection: MemberSelection,
  limit: number,
): AsyncGenerator<ExportedMember[]> {
  for (let after: ExportedMember | null = null; ;) {
    const page: ExportedMember[] = await exportedMembers(tx, reach, selection, { after, limit });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    after = page.at(-1) ?? null;
  }
}
