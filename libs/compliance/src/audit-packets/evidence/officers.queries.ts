import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { DecisionEvidence, PersonNamed } from './evidence.js';

export type PacketReach = ReachOf<'export:write'>;

/** Of members named in evidence: whoever may make a packet sees their names. A principal that is no member is told by its kind. */
export async function namesOf(
  tx: TenantTx,
  reach: PacketReach,
  ids: readonly string[],
): Promise<Map<string, PersonNamed>> {
  const rows = await tx.query<PersonNamed & { id: string }>(
    `select m.id, m.family_name as "familyName", m.given_name as "givenName", m.badge_number as "badgeNumber" from members m
     where m.agency_id = $1 and m.id = any($3::uuid[]) and ${reachPredicate(reach, 'm.id', '$2')}`,
    [tx.agencyId, reach.principalId, [...new Set(ids)]],
  );
  return new Map(rows.map(({ id, ...name }) => [id, name]));
}

/** Where members are and whether they serve. */
export async function placesOf(
  tx: TenantTx,
  reach: PacketReach,
  ids: readonly string[],
): Promise<Map<string, { state: string; orgUnit: string | null }>> {
  const rows = await tx.query<{ id: string; state: string; orgUnit: string | null }>(
    `select m.id, m.state, u.name as "orgUnit" from members m
       left join org_units u on u.agency_id = m.agency_id and u.id = m.org_unit_id
     where m.agency_id = $1 and m.id = any($3::uuid[]) and ${reachPredicate(reach, 'm.id', '$2')}`,
    [tx.agencyId, reach.principalId, [...ids]],
  );
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}

export type DecisionRow = Omit<DecisionEvidence, 'decidedAt' | 'decidedBy'> & {
  memberId: string;
  mandateCode: string;
  decidedBy: string;
  decidedAt: Date;
};

/** What was decided about members under some mandates, by kind in the order recorded. `decidedBy` is an id. */
export function decisionsOf(
  tx: TenantTx,
  reach: PacketReach,
  ids: readonly string[],
  codes: readonly string[],
): Promise<DecisionRow[]> {
  return tx.query<DecisionRow>(
    `select e.member_id as "memberId", e.mandate_code as "mandateCode", e.kind, e.code, e.valid_from::text as "validFrom",
       e.valid_to::text as "validTo", e.reason, e.decided_by as "decidedBy", e.decided_at as "decidedAt", e.id
     from exemptions e where e.agency_id = $1 and e.member_id = any($3::uuid[]) and e.mandate_code = any($4)
       and ${reachPredicate(reach, 'e.member_id', '$2')}
     union all
     select c.member_id, c.mandate_code, 'CONSEQUENCE', c.code, c.recorded_on::text, (ended.ended_on - 1)::text, c.reason,
       c.recorded_by, c.recorded_at, c.id
     from consequences c left join consequence_ends ended on ended.agency_id = c.agency_id and ended.consequence_id = c.id
     where c.agency_id = $1 and c.member_id = any($3::uuid[]) and c.mandate_code = any($4)
       and ${reachPredicate(reach, 'c.member_id', '$2')} order by 3, 10`,
    [tx.agencyId, reach.principalId, [...ids], [...codes]],
  );
}

/** The trainees who are or were on a presentation's roster, and those who signed in. */
export async function traineesOfPresentation(
  tx: TenantTx,
  reach: PacketReach,
  presentationId: string,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct e.trainee_id as id from roster_entries e
     where e.agency_id = $1 and e.presentation_id = $3 and ${reachPredicate(reach, 'e.trainee_id', '$2')}`,
    [tx.agencyId, reach.principalId, presentationId],
  );
  return rows.map(({ id }) => id);
}

/** The name of an org unit. */
export async function unitName(tx: TenantTx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ name: string }>('select name from org_units where agency_id = $1 and id = $2', [
    tx.agencyId,
    id,
  ]);
  return row?.name ?? null;
}

/** Whether the agency has such a presentation. */
export async function hasPresentation(tx: TenantTx, id: string): Promise<boolean> {
  const rows = await tx.query('select 1 from presentations where agency_id = $1 and id = $2', [tx.agencyId, id]);
  return rows.length > 0;
}

/** The local date is of the database's clock: everything in a packet is of this moment. */
export async function readAt(tx: TenantTx): Promise<Date> {
  const [clock] = await tx.query<{ at: Date }>('select transaction_timestamp() as at');
  return clock!.at;
}
