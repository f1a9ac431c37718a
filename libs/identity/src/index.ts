export { useOnce } from './assertions/assertions.queries.js';
export { DeviceNonces } from './assertions/device-nonce.js';
export {
  addPublicKey,
  createEnrolmentCode,
  endPublicKeys,
  publicKeysOf,
  type EnrolmentCode,
  type KnownKey,
} from './credentials/credentials.queries.js';
export { Enrolment, type Enrolled } from './credentials/enrolment.service.js';
export { readPublicKey, type PublicKey } from './credentials/public-key.js';
export { addAuditorPrincipal, endAuditorPrincipal } from './auditors/auditor-principals.queries.js';
export { IdentityModule } from './identity.module.js';
export type { PrincipalState, StoredPrincipalKind } from './principals/principal.entity.js';
export {
  assignRole,
  countActiveWithRole,
  createPrincipal,
  principalStanding,
  rolesOf,
  setPrincipalState,
  setRoles,
  type PrincipalStanding,
} from './principals/principals.queries.js';
export { MemberRoleEnum, UnitRoleEnum } from './roles/role.types.js';
export {
  MEMBER_ROLES,
  ROLE_SCOPES,
  ROLES,
  scopesOfRoles,
  type MemberRole,
  type Role,
  type ScopeGrants,
} from './roles/role-scopes.js';
export {
  isPartialRole,
  isUnitRole,
  scopesInUnit,
  UNIT_ROLES,
  type RoleAssignment,
  type UnitRole,
} from './roles/unit-reach.js';
export {
  CLIENT_TOKEN_SECONDS,
  issueAccessToken,
  LONGEST_TOKEN_SECONDS,
  MEMBER_TOKEN_SECONDS,
  verifyAccessToken,
  type IssuedToken,
  type TokenKind,
  type TokenSubject,
} from './tokens/access-token.js';
export { IdentityAuthenticator } from './tokens/identity-authenticator.js';
export { TokenService } from './tokens/token.service.js';
export { VerifiedTokens } from './tokens/verified-tokens.js';
