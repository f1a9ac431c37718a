import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { LocalDate } from '../evaluation/local-date.js';
import type { ExemptionKind } from './exemption.entity.js';

export interface ExemptionRow {
  id: string;
  memberId: string;
  mandateCode: string;
  kind: ExemptionKind;
  code: string;
  validFrom: LocalDate;
  /** null until further notice. */
  validTo: LocalDate | null;
  reason: string;
  decidedAt: Date;
}

const COLUMNS = `e.id, e.member_id as "memberId", e.mandate_code as "mandateCode", e.kind, e.code, e.valid_from::text as "validFrom",
  e.valid_to::text as "validTo", e.reason, e.decided_at as "decidedAt"`;

export async function addExemption(
  tx: TenantTx,
  exemption: Omit<ExemptionRow, 'decidedAt'> & { decidedBy: string },
): Promise<void> {
  await tx.query(
    `insert into exemptions (agency_id, id, member_id, mandate_code, kind, code, valid_from, valid_to, reason, decided_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.agencyId,
      exemption.id,
      exemption.memberId,
      exemption.mandateCode,
      exemption.kind,
      exemption.code,
      exemption.validFrom,
      exemption.validTo,
      exemption.reason,
      exemption.decidedBy,
    ],
  );
}

export async function exemptionById(
  tx: TenantTx,
  reach: ReachOf<'compliance:read'>,
  id: string,
): Promise<ExemptionRow | null> {
  const [row] = await tx.query<ExemptionRow>(
    `select ${COLUMNS} from exemptions e where e.agency_id = $1 and e.id = $3 and ${reachPredicate(reach, 'e.member_id', '$2')}`,
    [tx.agencyId, reach.principalId, id],
  );
  return row ?? null;
}

/** The recorded exemptions and waivers of these members from one mandate. The caller decides who may see the answer. */
export function exemptionsOfMembers(
  tx: TenantTx,
  memberIds: readonly string[],
  mandateCode: string,
): Promise<ExemptionRow[]> {
  return tx.query<ExemptionRow>(
    `select ${COLUMNS} from exemptions e
     where e.agency_id = $1 and e.member_id = any($2::uuid[]) and e.mandate_code = $3 order by e.id`,
    [tx.agencyId, memberIds, mandateCode],
  );
}
