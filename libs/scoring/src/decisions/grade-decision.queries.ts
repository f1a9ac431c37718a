import type { TenantTx } from '#platform';
import type { GradeDecisionEntity } from './grade-decision.entity.js';

const DECISION = `d.agency_id as "agencyId", d.id, d.session_id as "sessionId", d.grade_id as "gradeId", d.review_id as "reviewId",
  d.decision, d.reason, d.proctor_attestation as "proctorAttestation", d.final::float8 as final, d.passed,
  d.decided_by as "decidedBy", d.decided_at as "decidedAt"`;

export type NewDecision = Omit<GradeDecisionEntity, 'agencyId'>;

/** @returns false when the session was decided already: the first decision stands */
export async function addDecision(tx: TenantTx, decision: NewDecision): Promise<boolean> {
  const added = await tx.query(
    `insert into grade_decisions (agency_id, id, session_id, grade_id, review_id, decision, reason, proctor_attestation, final,
       passed, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (agency_id, session_id) do nothing returning id`,
    [
      tx.agencyId,
      decision.id,
      decision.sessionId,
      decision.gradeId,
      decision.reviewId,
      decision.decision,
      decision.reason,
      decision.proctorAttestation,
      decision.final,
      decision.passed,
      decision.decidedBy,
      decision.decidedAt,
    ],
  );
  return added.length > 0;
}

/** The official decision about a session that the caller has already been allowed to see. */
export async function decisionOf(tx: TenantTx, sessionId: string): Promise<GradeDecisionEntity | null> {
  const [row] = await tx.query<GradeDecisionEntity>(
    `select ${DECISION} from grade_decisions d where d.agency_id = $1 and d.session_id = $2`,
    [tx.agencyId, sessionId],
  );
  return row ?? null;
}
