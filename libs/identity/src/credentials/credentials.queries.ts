import { randomBytes } from 'node:crypto';
import type { TenantTx } from '#platform';
import type { JWK } from 'jose';
import type { PrincipalState, StoredPrincipalKind } from '../principals/principal.entity.js';
import type { CredentialKind } from './credential.entity.js';
import {
  ENROLMENT_CODE_BYTES,
  ENROLMENT_CODE_MINUTES,
  enrolmentCodeDigest,
  formatEnrolmentCode,
} from './enrolment-code.js';
import type { PublicKey } from './public-key.js';

/** Adds a key that the principal may sign client assertions with. @returns false when it has, or had, this key already */
export async function addPublicKey(tx: TenantTx, principalId: string, key: PublicKey): Promise<boolean> {
  const added = await tx.query(
    `insert into credentials (agency_id, principal_id, kind, lookup, thumbprint, public_jwk)
     values ($1, $2, 'PUBLIC_KEY', $3, $4, $5) on conflict do nothing returning id`,
    [tx.agencyId, principalId, principalId, key.thumbprint, key.jwk],
  );
  return added.length > 0;
}

/** Ends every key of the principal: they prove nothing from now on, but what they signed before can still be checked. */
export async function endPublicKeys(tx: TenantTx, principalId: string): Promise<void> {
  await tx.query(
    `update credentials set expires_at = now() where agency_id = $1 and principal_id = $2 and kind = 'PUBLIC_KEY'
     and (expires_at is null or expires_at > now())`,
    [tx.agencyId, principalId],
  );
}

export interface KnownKey {
  /** RFC 7638 thumbprint. */
  thumbprint: string;
  jwk: JWK;
  createdAt: Date;
  /** null while the key is good. */
  endedAt: Date | null;
}

/** Every key that the principal has or had, newest first. */
export async function publicKeysOf(tx: TenantTx, principalId: string): Promise<KnownKey[]> {
  return tx.query<KnownKey>(
    `select thumbprint, public_jwk as jwk, created_at as "createdAt", expires_at as "endedAt" from credentials
     where agency_id = $1 and principal_id = $2 and kind = 'PUBLIC_KEY' order by created_at desc, id desc`,
    [tx.agencyId, principalId],
  );
}

export interface EnrolmentCode {
  /** Shown once; only its digest is stored. */
  code: string;
  expiresAt: Date;
}

/** A code with which the principal's device can enrol once, within 15 minutes. Earlier codes of the principal end. */
export async function createEnrolmentCode(tx: TenantTx, principalId: string): Promise<EnrolmentCode> {
  await tx.query(
    `update credentials set expires_at = now() where agency_id = $1 and principal_id = $2 and kind = 'ENROLMENT_CODE'
     and used_at is null and expires_at > now()`,
    [tx.agencyId, principalId],
  );
  const code = formatEnrolmentCode(randomBytes(ENROLMENT_CODE_BYTES));
  const [row] = await tx.query<{ expires_at: Date }>(
    `insert into credentials (agency_id, principal_id, kind, lookup, expires_at)
     values ($1, $2, 'ENROLMENT_CODE', $3, now() + make_interval(mins => $4)) returning expires_at`,
    [tx.agencyId, principalId, enrolmentCodeDigest(code), ENROLMENT_CODE_MINUTES],
  );
  return { code, expiresAt: (row as { expires_at: Date }).expires_at };
}

/** Uses a code up. @returns false when it was used or has expired: of two at once, one gets true */
export async function consumeEnrolmentCode(tx: TenantTx, credentialId: string): Promise<boolean> {
  const used = await tx.query(
    `update credentials c set used_at = now() from principals p
     where c.agency_id = $1 and c.id = $2 and c.kind = 'ENROLMENT_CODE' and c.used_at is null and c.expires_at > now()
       and p.agency_id = c.agency_id and p.id = c.principal_id and p.state = 'ACTIVE' returning c.id`,
    [tx.agencyId, credentialId],
  );
  return used.length > 0;
}

export interface ResolvedCredential {
  agencyId: string;
  principalId: string;
  credentialId: string;
  kind: CredentialKind;
  publicJwk: JWK | null;
  expiresAt: Date | null;
  usedAt: Date | null;
  principalKind: StoredPrincipalKind;
  principalState: PrincipalState;
}

/** The credentials with exactly this lookup, in whichever agency: the only read that crosses agencies. */
export async function resolveCredential(tx: TenantTx, lookup: string): Promise<ResolvedCredential[]> {
  return tx.query<ResolvedCredential>(
    `select agency_id as "agencyId", principal_id as "principalId", credential_id as "credentialId", kind,
       public_jwk as "publicJwk", expires_at as "expiresAt", used_at as "usedAt",
       principal_kind as "principalKind", principal_state as "principalState"
     from app.resolve_credential($1)`,
    [lookup],
  );
}
