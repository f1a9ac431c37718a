import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { MemberDetails } from './member.js';
import type { MemberState } from './member.entity.js';

export interface Member {
  id: string;
  orgUnitId: string | null;
  givenName: string;
  familyName: string;
  email: string | null;
  badgeNumber: string | null;
  state: MemberState;
}

const SELECT = `select m.id, m.org_unit_id as "orgUnitId", m.given_name as "givenName", m.family_name as "familyName",
    m.email, m.badge_number as "badgeNumber", m.state from members m where m.agency_id = $1`;

/** Those of these members that the reach lets see; others are left out as if they did not exist. */
export async function membersByIds(
  tx: TenantTx,
  reach: ReachOf<'member:read'>,
  ids: readonly string[],
): Promise<Member[]> {
  return tx.query<Member>(`${SELECT} and ${reachPredicate(reach, 'm.id', '$2')} and m.id = any($3::uuid[])`, [
    tx.agencyId,
    reach.principalId,
    [...ids],
  ]);
}

/** Where a page begins: after this member in the order of names. */
export interface MemberPosition {
  familyName: string;
  givenName: string;
  id: string;
}

/** A page by family name, given name and id: at most `limit` that the reach lets see. */
export async function membersAfter(
  tx: TenantTx,
  reach: ReachOf<'member:read'>,
  after: MemberPosition | null,
  limit: number,
): Promise<Member[]> {
  return tx.query<Member>(
    `${SELECT} and ${reachPredicate(reach, 'm.id', '$2')}
       and ($3::uuid is null or (m.family_name, m.given_name, m.id) > ($4::text, $5::text, $3::uuid))
     order by m.family_name, m.given_name, m.id limit $6`,
    [tx.agencyId, reach.principalId, after?.id ?? null, after?.familyName ?? null, after?.givenName ?? null, limit],
  );
}

/** The member as they are now, locked until the transaction ends; null when the agency has none with this id. */
export async function lockMember(tx: TenantTx, id: string): Promise<Member | null> {
  const [row] = await tx.query<Member>(`${SELECT} and m.id = $2 for update`, [tx.agencyId, id]);
  return row ?? null;
}

/** @returns false when another member of the agency has the e-mail address */
export async function addMember(
  tx: TenantTx,
  id: string,
  member: MemberDetails & { givenName: string; familyName: string },
): Promise<boolean> {
  const added = await tx.query(
    `insert into members (agency_id, id, org_unit_id, given_name, family_name, email, badge_number)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (agency_id, lower(email)) do nothing returning id`,
    [
      tx.agencyId,
      id,
      member.orgUnitId ?? null,
      member.givenName,
      member.familyName,
      member.email ?? null,
      member.badgeNumber ?? null,
    ],
  );
  return added.length > 0;
}

/** Writes all details of a member. */
export async function storeMember(tx: TenantTx, member: Member): Promise<void> {
  await tx.query(
    `update members set org_unit_id = $3, given_name = $4, family_name = $5, email = $6, badge_number = $7, state = $8
     where agency_id = $1 and id = $2`,
    [
      tx.agencyId,
      member.id,
      member.orgUnitId,
      member.givenName,
      member.familyName,
      member.email,
      member.badgeNumber,
      member.state,
    ],
  );
}

export async function isEmailTaken(tx: TenantTx, email: string, exceptId: string): Promise<boolean> {
  const rows = await tx.query('select 1 from members where agency_id = $1 and lower(email) = lower($2) and id <> $3', [
    tx.agencyId,
    email,
    exceptId,
  ]);
  return rows.length > 0;
}
