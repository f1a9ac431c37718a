import { reachPredicate, type ReachOf, type TenantTx } from '#platform';

export type ComplianceReach = ReachOf<'compliance:read' | 'compliance:write'>;

/** A member in the order of reports: by family name, given name and id. */
export interface ReportedMember {
  id: string;
  familyName: string;
  givenName: string;
}

const COLUMNS = 'm.id, m.family_name as "familyName", m.given_name as "givenName"';

/** Those of these members that the reach lets see; who has left is still answered for, by id. */
export function visibleMembers(
  tx: TenantTx,
  reach: ComplianceReach,
  ids: readonly string[],
): Promise<ReportedMember[]> {
  return tx.query<ReportedMember>(
    `select ${COLUMNS} from members m where m.agency_id = $1 and m.id = any($3::uuid[]) and ${reachPredicate(reach, 'm.id', '$2')}`,
    [tx.agencyId, reach.principalId, ids],
  );
}

/** Where a page of a report begins: after this member. */
export interface MemberPosition {
  familyName: string;
  givenName: string;
  id: string;
}

/** Everybody in reach who has not left, in the order of reports; `onPage` from the position on. */
export function membersInService(
  tx: TenantTx,
  reach: ComplianceReach,
  after: MemberPosition | null,
): Promise<(ReportedMember & { onPage: boolean })[]> {
  return tx.query<ReportedMember & { onPage: boolean }>(
    `select ${COLUMNS}, ($3::uuid is null or (m.family_name, m.given_name, m.id) > ($4::text, $5::text, $3::uuid)) as "onPage"
     from members m where m.agency_id = $1 and m.state <> 'LEFT' and ${reachPredicate(reach, 'm.id', '$2')}
     order by m.family_name, m.given_name, m.id`,
    [tx.agencyId, reach.principalId, after?.id ?? null, after?.familyName ?? null, after?.givenName ?? null],
  );
}
