export { AgenciesModule } from './agencies.module.js';
export { agencyProfile, type Agency } from './agencies/agencies.queries.js';
export { ProvisioningService, type NewAgency, type ProvisionedAgency } from './agencies/provisioning.service.js';
export {
  externalIdsOf,
  findByExternalId,
  setExternalId,
  type ExternalId,
} from './external-ids/external-ids.queries.js';
export { ExternalIdInput, ExternalIdType } from './external-ids/external-id.types.js';
export { changedHistory, valueOn, type Dated } from './facts/effective-dates.js';
export { factsOf, type MemberFact } from './facts/facts.queries.js';
export {
  changeRoles,
  createMember,
  updateMember,
  upsertMember,
  type NewMember,
  type UpsertedMember,
} from './members/member-changes.js';
export { memberChanged } from './members/member-changed.js';
export type { MemberDetails } from './members/member.js';
export type { MemberState } from './members/member.entity.js';
export { MemberType, MemberStateEnum } from './members/member.types.js';
export { membersByIds, type Member } from './members/members.queries.js';
export { memberTyped } from './members/member.resolver.js';
export { MembersService } from './members/members.service.js';
export { orgUnitsByIds, type OrgUnit } from './org-units/org-units.queries.js';
export { agencyIdBySlug } from './agencies/agency-by-slug.js';
export { memberIdByEmail } from './members/member-by-email.js';
