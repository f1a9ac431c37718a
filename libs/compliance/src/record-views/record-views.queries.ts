import { reachPredicate, type ReachOf, type TenantTx, type ViewedWhat } from '#platform';

export interface RecordView {
  id: string;
  viewedAt: Date;
  what: ViewedWhat;
  onList: boolean;
  viewerKind: string;
  /** null for somebody who has no name here. */
  viewerName: string | null;
  /** Of a state auditor. */
  organisation: string | null;
}

/** Who looked at the member's record, latest first; nobody for a member out of reach. */
export function viewsOfMember(
  tx: TenantTx,
  reach: ReachOf<'view:read'>,
  asked: { memberId: string; before: string | null; limit: number },
): Promise<RecordView[]> {
  return tx.query<RecordView>(
    `select v.id, v.viewed_at as "viewedAt", v.what, v.on_list as "onList", v.viewer_kind as "viewerKind",
       coalesce(m.given_name || ' ' || m.family_name, s.name, g.name) as "viewerName", g.organisation
     from record_views v
     left join members m on m.agency_id = v.agency_id and m.id = v.viewer_id
     left join service_accounts s on s.agency_id = v.agency_id and s.id = v.viewer_id
     left join auditor_grants g on g.agency_id = v.agency_id and g.id = v.viewer_id
     where v.agency_id = $1 and v.member_id = $3 and ${reachPredicate(reach, 'v.member_id', '$2')}
       and ($4::uuid is null or v.id < $4)
     order by v.id desc limit $5`,
    [tx.agencyId, reach.principalId, asked.memberId, asked.before, asked.limit],
  );
}
