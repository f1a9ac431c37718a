import { reachPredicate, type ReachOf, type TenantTx } from '#platform';

export interface NewReferral {
  id: string;
  itemId: string;
  sessionId: string;
  reason: string;
  referredBy: string;
}

/** @returns false when this item was referred before */
export async function addReferral(tx: TenantTx, referral: NewReferral): Promise<boolean> {
  const added = await tx.query(
    `insert into regrade_referrals (agency_id, id, item_id, session_id, reason, referred_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (agency_id, item_id) do nothing returning id`,
    [tx.agencyId, referral.id, referral.itemId, referral.sessionId, referral.reason, referral.referredBy],
  );
  return added.length > 0;
}

export interface ReferredSession {
  id: string;
  sessionId: string;
  traineeId: string;
  scenarioTitle: string;
  reason: string;
  referredAt: Date;
}

/** Sessions that reviewers are asked to look at again, oldest first, without the caller's own. */
export function listReferrals(
  tx: TenantTx,
  reach: ReachOf<'grade:review'>,
  page: { after: string | null; limit: number },
): Promise<ReferredSession[]> {
  return tx.query<ReferredSession>(
    `select f.id, f.session_id as "sessionId", s.trainee_id as "traineeId", c.title as "scenarioTitle", f.reason,
       f.referred_at as "referredAt"
     from regrade_referrals f
     join scenario_sessions s on s.agency_id = f.agency_id and s.id = f.session_id
     join scenario_versions v on v.agency_id = s.agency_id and v.id = s.scenario_version_id
     join scenarios c on c.agency_id = v.agency_id and c.id = v.scenario_id
     where f.agency_id = $1 and ${reachPredicate(reach, 's.trainee_id', '$2')} and s.trainee_id <> $2
       and ($3::uuid is null or f.id > $3) order by f.id limit $4`,
    [tx.agencyId, reach.principalId, page.after, page.limit],
  );
}
