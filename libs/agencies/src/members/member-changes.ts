import {
  assignRole,
  countActiveWithRole,
  createPrincipal,
  rolesOf,
  setPrincipalState,
  setRoles,
  type MemberRole,
  type UnitRole,
} from '#identity';
import { audit, notFound, UserError, type Actor, type Events, type TenantTx } from '#platform';
import { lockAgency } from '../agencies/agencies.queries.js';
import { findByExternalId, setExternalId, type ExternalId } from '../external-ids/external-ids.queries.js';
import { orgUnitsByIds } from '../org-units/org-units.queries.js';
import { checkedDetails, type MemberDetails } from './member.js';
import { memberChanged } from './member-changed.js';
import type { MemberState } from './member.entity.js';
import { auditedRoles, roleAssignments, type WantedRoles } from './member-roles.js';
import { addMember, isEmailTaken, lockMember, storeMember, type Member } from './members.queries.js';

export interface NewMember extends Omit<MemberDetails, 'state'> {
  /** Made when absent. Never a client's. */
  id?: string;
  givenName: string;
  familyName: string;
  roles: readonly MemberRole[];
  /** Those of the roles that reach only the member's org unit and below; absent: none. */
  unitRoles?: readonly UnitRole[];
  externalIds?: readonly ExternalId[];
}

/**
 * Adds a member with their principal, roles and external ids. @returns the id
 * @param at path of the input that holds the row: refusals name fields below it
 * @param events publishes `memberChanged`
 * @throws UserError INVALID, NOT_FOUND, TAKEN or CONFLICT
 */
export async function createMember(
  tx: TenantTx,
  actor: Actor,
  row: NewMember,
  at: string,
  events: Events,
): Promise<string> {
  const member = checkedDetails(row, at);
  const assignments = roleAssignments({ roles: row.roles, unitRoles: row.unitRoles ?? [] }, [], at);
  await checkOrgUnit(tx, member.orgUnitId, at);
  const id = await createPrincipal(tx, { id: row.id, kind: 'MEMBER' });
  if (!(await addMember(tx, id, member))) throw emailTaken(at);
  for (const { role, reach } of assignments) await assignRole(tx, id, role, reach);
  for (const [index, externalId] of (row.externalIds ?? []).entries()) {
    await setExternalId(tx, 'Member', id, externalId, `${at}.externalIds[${index}]`);
  }
  await audit(tx, actor, {
    action: 'member.created',
    entityType: 'Member',
    entityId: id,
    details: auditedRoles(assignments),
  });
  await events.publish(tx, actor, memberChanged, { memberIds: [id] });
  return id;
}

// Someone who left may come back to their record, so LEFT ends their access without making it final.
const PRINCIPAL_STATE = { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED', LEFT: 'SUSPENDED' } as const satisfies Record<
  MemberState,
  string
>;

/**
 * Changes the details that are given. @returns whether anything changed
 * @param events publishes `memberChanged` when anything changed
 * @throws UserError NOT_FOUND (`<at>.memberId`), INVALID, TAKEN, or NOT_ALLOWED for the last active admin
 */
export async function updateMember(
  tx: TenantTx,
  actor: Actor,
  id: string,
  details: MemberDetails,
  at: string,
  events: Events,
): Promise<boolean> {
  const checked = checkedDetails(details, at);
  await lockAgency(tx);
  const before = await lockMember(tx, id);
  if (!before) throw notFound(`${at}.memberId`, 'member');
  const after = { ...before };
  const changed: string[] = [];
  for (const name of ['givenName', 'familyName', 'email', 'badgeNumber', 'orgUnitId', 'state'] as const) {
    if (checked[name] === undefined || checked[name] === before[name]) continue;
    Object.assign(after, { [name]: checked[name] });
    changed.push(name);
  }
  if (changed.length === 0) return false;
  if (changed.includes('orgUnitId')) await checkOrgUnit(tx, after.orgUnitId, at);
  if (after.email !== null && (await isEmailTaken(tx, after.email, id))) throw emailTaken(at);
  await storeMember(tx, after);
  if (changed.includes('state')) {
    await setPrincipalState(tx, id, PRINCIPAL_STATE[after.state]);
    await keepAnAdmin(tx, `${at}.state`);
  }
  // The names of the fields only: the audit trail must not become a copy of personal details.
  const what = changed.includes('state') ? { changed, state: after.state } : { changed };
  await audit(tx, actor, { action: 'member.changed', entityType: 'Member', entityId: id, details: what });
  await events.publish(tx, actor, memberChanged, { memberIds: [id] });
  return true;
}

/**
 * Makes exactly these the member's roles.
 * @throws UserError NOT_FOUND (`<at>.memberId`), INVALID (`<at>.unitRoles[i]`), or NOT_ALLOWED (`<at>.roles`) for the last
 *   active admin
 */
export async function changeRoles(
  tx: TenantTx,
  actor: Actor,
  id: string,
  wanted: WantedRoles,
  at: string,
): Promise<void> {
  await lockAgency(tx);
  if (!(await lockMember(tx, id))) throw notFound(`${at}.memberId`, 'member');
  const held = (await rolesOf(tx, [id])).get(id) ?? [];
  const assignments = roleAssignments(wanted, held, at);
  await setRoles(tx, id, assignments);
  await keepAnAdmin(tx, `${at}.roles`);
  await audit(tx, actor, {
    action: 'member.roles-changed',
    entityType: 'Member',
    entityId: id,
    details: auditedRoles(assignments),
  });
}

export interface UpsertedMember {
  id: string;
  outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED';
}

/**
 * Creates or changes the member that an outside system calls so. A new one is a TRAINEE and nothing more: whoever may write
 * a roster must not be able to make an admin. Roles of a known member stay as they are.
 * @param events publishes `memberChanged` unless nothing changed
 * @throws UserError as createMember and updateMember do, naming fields below `at`
 */
export async function upsertMember(
  tx: TenantTx,
  actor: Actor,
  row: MemberDetails & { externalId: ExternalId; givenName: string; familyName: string },
  at: string,
  events: Events,
): Promise<UpsertedMember> {
  const { externalId, state, ...details } = row;
  const known = await findByExternalId(tx, 'Member', externalId);
  if (known !== null) {
    const changed = await updateMember(tx, actor, known, { ...details, state }, at, events);
    return { id: known, outcome: changed ? 'UPDATED' : 'UNCHANGED' };
  }
  const id = await createMember(tx, actor, { ...details, roles: ['TRAINEE'] }, at, events);
  await setExternalId(tx, 'Member', id, externalId, `${at}.externalId`);
  if (state !== undefined && state !== 'ACTIVE') await updateMember(tx, actor, id, { state }, at, events);
  return { id, outcome: 'CREATED' };
}

async function checkOrgUnit(tx: TenantTx, orgUnitId: Member['orgUnitId'] | undefined, at: string): Promise<void> {
  if (orgUnitId === null || orgUnitId === undefined) return;
  if ((await orgUnitsByIds(tx, [orgUnitId])).length === 0) throw notFound(`${at}.orgUnitId`, 'org unit');
}

async function keepAnAdmin(tx: TenantTx, field: string): Promise<void> {
  if ((await countActiveWithRole(tx, 'AGENCY_ADMIN')) > 0) return;
  throw new UserError('NOT_ALLOWED', field, 'an agency keeps at least one active admin');
}

const emailTaken = (at: string): UserError =>
  new UserError('TAKEN', `${at}.email`, 'another member has this e-mail address');
