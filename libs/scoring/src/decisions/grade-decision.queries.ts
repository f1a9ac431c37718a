import type { RubricPurpose } from '#curricula';
import type { TenantTx } from '#platform';
import type { GradeDecisionEntity } from './grade-decision.entity.js';

const DECISION = `d.agency_id as "agencyId", d.id, d.session_id as "sessionId", d.purpose, d.round, d.appeal_id as "appealId",
  d.grade_id as "gradeId", d.review_id as "reviewId", d.decision, d.reason, d.proctor_attestation as "proctorAttestation",
  d.final::float8 as final, d.passed, d.decided_by as "decidedBy", d.decided_at as "decidedAt"`;

/**
 * Whether a row of `grade_decisions` is the official one of its session and purpose: none of a later round stands. Hours and scores are
 * those of CERTIFICATION. Of a query whose `$1` is the agency.
 * @param decision the row's alias
 */
export const isOfficial = (decision: string): string =>
  `not exists (select from grade_decisions later where later.agency_id = $1 and later.session_id = ${decision}.session_id
    and later.purpose = ${decision}.purpose and later.round > ${decision}.round)`;

export type NewDecision = Omit<GradeDecisionEntity, 'agencyId' | 'decidedAt'>;

/**
 * Adds a decision, on the database's clock.
 * @returns null when its session and purpose have one of this round already: that one stands
 */
export async function addDecision(tx: TenantTx, decision: NewDecision): Promise<{ decidedAt: Date } | null> {
  const [added] = await tx.query<{ decidedAt: Date }>(
    `insert into grade_decisions (agency_id, id, session_id, purpose, round, appeal_id, grade_id, review_id, decision, reason,
       proctor_attestation, final, passed, decided_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (agency_id, session_id, purpose, round) do nothing returning decided_at as "decidedAt"`,
    [
      tx.agencyId,
      decision.id,
      decision.sessionId,
      decision.purpose,
      decision.round,
      decision.appealId,
      decision.gradeId,
      decision.reviewId,
      decision.decision,
      decision.reason,
      decision.proctorAttestation,
      decision.final,
      decision.passed,
      decision.decidedBy,
    ],
  );
  return added ?? null;
}

/** The official decision about a session that the caller has already been allowed to see. */
export async function decisionOf(
  tx: TenantTx,
  sessionId: string,
  purpose: RubricPurpose = 'CERTIFICATION',
): Promise<GradeDecisionEntity | null> {
  const [row] = await tx.query<GradeDecisionEntity>(
    `select ${DECISION} from grade_decisions d where d.agency_id = $1 and d.session_id = $2 and d.purpose = $3
     order by d.round desc limit 1`,
    [tx.agencyId, sessionId, purpose],
  );
  return row ?? null;
}

/** The decision that an appeal is or was against, of a session that the caller has already been allowed to see. */
export async function firstDecisionOf(
  tx: TenantTx,
  sessionId: string,
  purpose: RubricPurpose = 'CERTIFICATION',
): Promise<GradeDecisionEntity | null> {
  const [row] = await tx.query<GradeDecisionEntity>(
    `select ${DECISION} from grade_decisions d where d.agency_id = $1 and d.session_id = $2 and d.purpose = $3 and d.round = 0`,
    [tx.agencyId, sessionId, purpose],
  );
  return row ?? null;
}

/** A proof session that officially passed. */
export interface OfficialPass {
  sessionId: string;
  /** Points of 100. */
  final: number;
  completedAt: Date;
}

/** The passes of a trainee that count towards one presentation now, in the order in which they were first decided. */
export async function officialPasses(
  tx: TenantTx,
  attendance: { traineeId: string; presentationId: string },
): Promise<OfficialPass[]> {
  return tx.query<OfficialPass>(
    `select s.id as "sessionId", d.final::float8 as final, s.completed_at as "completedAt"
     from assignments a
     join scenario_sessions s on s.agency_id = $1 and s.assignment_id = a.id
     join grade_decisions d on d.agency_id = $1 and d.session_id = s.id
     join grade_decisions first on first.agency_id = $1 and first.session_id = s.id and first.purpose = d.purpose and first.round = 0
     where a.agency_id = $1 and a.trainee_id = $2 and a.presentation_id = $3 and s.mode = 'PROOF' and s.state = 'COMPLETED'
       and d.purpose = 'CERTIFICATION' and d.passed and ${isOfficial('d')}
     order by first.decided_at, first.id`,
    [tx.agencyId, attendance.traineeId, attendance.presentationId],
  );
}
