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
