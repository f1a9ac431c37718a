import { ROLE_SCOPES, type Role } from '#identity';
import type { Actor, TenantTx } from '#platform';
import type { AppealEntity } from './appeal.entity.js';

const DECIDING_ROLES = (Object.keys(ROLE_SCOPES) as Role[])
  .filter((role) => 'appeal:decide' in ROLE_SCOPES[role])
  .map((role) => `'${role}'`)
  .join(', ');

/** A review of a session that was not made for an appeal. @param reviewer who made it, as SQL */
const hadTheirSay = (appeal: string, reviewer: string): string => `exists (select from reviews said
  where said.agency_id = $1 and said.session_id = ${appeal}.session_id and said.reviewer_id = ${reviewer}
    and not exists (select from appeal_reviews made where made.agency_id = $1 and made.id = said.id))`;

/** Somebody who may decide an appeal, as a subquery of a query whose `$1` is the agency. @param appeal alias of its row */
export const eligibleReviewer = (appeal: string): string => `select from role_assignments held
  join members m on m.agency_id = $1 and m.id = held.principal_id
  where held.agency_id = $1 and held.role in (${DECIDING_ROLES}) and m.state = 'ACTIVE' and m.id not in (${appeal}.trainee_id, ${appeal}.signer_id)
    and not ${hadTheirSay(appeal, 'm.id')}
    and (held.reach = 'AGENCY' or exists (select from members t where t.agency_id = $1 and t.id = ${appeal}.trainee_id
      and t.org_unit_id = any(array(select app.reached_units(m.id)))))`;

/** Everybody whose review of the session was not made for its appeal. */
export async function reviewedBefore(tx: TenantTx, appeal: AppealEntity): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select r.reviewer_id as id from reviews r where r.agency_id = $1 and r.session_id = $2
       and not exists (select from appeal_reviews made where made.agency_id = $1 and made.id = r.id)`,
    [tx.agencyId, appeal.sessionId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Whether somebody could still decide an open appeal about a session without having said anything of it: until they do, the first decision is
 * nothing for them to read. SQL of a query whose `$1` is the agency.
 * @param session the session's id, as SQL
 * @param member placeholder for who reads
 */
export const undecidedFor = (session: string, member: string): string => `exists (select from appeals open
  where open.agency_id = $1 and open.session_id = ${session} and ${member}::uuid not in (open.trainee_id, open.signer_id)
    and not exists (select from appeal_outcomes o where o.agency_id = $1 and o.appeal_id = open.id)
    and not exists (select from reviews own where own.agency_id = $1 and own.session_id = open.session_id
      and own.reviewer_id = ${member}::uuid))`;

/** Whether a caller is one from whom the first decision about a session is hidden, as they may decide the appeal against it. */
export async function blindToFirstDecision(tx: TenantTx, actor: Actor, sessionId: string): Promise<boolean> {
  if (!actor.holds('appeal:decide')) return false;
  const [row] = await tx.query<{ blind: boolean }>(`select ${undecidedFor('$2', '$3')} as blind`, [
    tx.agencyId,
    sessionId,
    actor.principalId,
  ]);
  return row?.blind ?? false;
}
