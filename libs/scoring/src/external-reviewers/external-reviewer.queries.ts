import type { TenantTx } from '#platform';
import type { ExternalReviewerEntity } from './external-reviewer.entity.js';

export interface InvitedReviewer extends Omit<ExternalReviewerEntity, 'agencyId'> {
  givenName: string;
  familyName: string;
  /** Sessions assigned to them. */
  assigned: number;
  /** Of those, how many they have reviewed. */
  reviewed: number;
  /** Neither revoked nor expired, on the database's clock. */
  active: boolean;
}

const INVITED = `select e.id, e.organisation, e.may_sign as "maySign", e.expires_at as "expiresAt", e.invited_by as "invitedBy",
    e.invited_at as "invitedAt", e.revoked_by as "revokedBy", e.revoked_at as "revokedAt",
    e.revoked_at is null and e.expires_at > now() as active, m.given_name as "givenName", m.family_name as "familyName",
    work.assigned, work.reviewed
  from external_reviewers e
  join members m on m.agency_id = e.agency_id and m.id = e.id
  cross join lateral (
    select count(*)::int as assigned, count(*) filter (where exists (select from reviews r where r.agency_id = $1
      and r.session_id = a.session_id and r.purpose = 'CERTIFICATION' and r.reviewer_id = a.reviewer_id))::int as reviewed
    from external_assignments a where a.agency_id = $1 and a.reviewer_id = e.id
  ) work
  where e.agency_id = $1`;

/** Newest first. @param before only those invited before this one */
export function listExternalReviewers(
  tx: TenantTx,
  page: { limit: number; before: string | null },
): Promise<InvitedReviewer[]> {
  return tx.query<InvitedReviewer>(`${INVITED} and ($2::uuid is null or e.id < $2) order by e.id desc limit $3`, [
    tx.agencyId,
    page.before,
    page.limit,
  ]);
}

export async function externalReviewerById(tx: TenantTx, id: string): Promise<InvitedReviewer | null> {
  const [row] = await tx.query<InvitedReviewer>(`${INVITED} and e.id = $2`, [tx.agencyId, id]);
  return row ?? null;
}

/** Locked until the transaction ends. @returns null where there is none; `active` on the database's clock */
export async function lockExternalReviewer(
  tx: TenantTx,
  id: string,
): Promise<{ active: boolean; revoked: boolean } | null> {
  const [row] = await tx.query<{ active: boolean; revoked: boolean }>(
    `select revoked_at is null and expires_at > now() as active, revoked_at is not null as revoked from external_reviewers
     where agency_id = $1 and id = $2 for update`,
    [tx.agencyId, id],
  );
  return row ?? null;
}

/** @returns false when the time is over already, on the database's clock */
export async function addExternalReviewer(
  tx: TenantTx,
  invited: { id: string; organisation: string; maySign: boolean; expiresAt: Date; invitedBy: string },
): Promise<boolean> {
  const added = await tx.query(
    `insert into external_reviewers (agency_id, id, organisation, may_sign, expires_at, invited_by)
     select $1, $2, $3, $4, $5, $6 where $5::timestamptz > now() returning id`,
    [tx.agencyId, invited.id, invited.organisation, invited.maySign, invited.expiresAt, invited.invitedBy],
  );
  return added.length > 0;
}

/** Ends the invitation, and what its holder has claimed. */
export async function revokeInvitation(tx: TenantTx, id: string, revokedBy: string): Promise<void> {
  await tx.query(
    `update external_reviewers set revoked_by = $3, revoked_at = now() where agency_id = $1 and id = $2 and revoked_at is null`,
    [tx.agencyId, id, revokedBy],
  );
  await tx.query(
    `update review_queue set claimed_by = null, claimed_until = null
     where agency_id = $1 and claimed_by = $2 and closed_at is null`,
    [tx.agencyId, id],
  );
}
