import type { ReachOf, TenantTx } from '#platform';
import type { EngineKind, OutcomePath, SessionMode, SessionOrigin, SessionState } from '#sessions';
import { sessionReached } from '../external-reviewers/assigned-sessions.js';

/** What grading and deciding read of a scenario session. */
export interface GradedSession {
  id: string;
  traineeId: string;
  assignmentId: string | null;
  scenarioVersionId: string;
  rubricVersionId: string;
  mode: SessionMode;
  origin: SessionOrigin;
  state: SessionState;
  engineKind: EngineKind;
  /** The registered model that played; null for the scripted player, and for what a device played. */
  modelVersionId: string | null;
  outcomePath: OutcomePath | null;
  completedAt: Date | null;
}

const SESSION = `s.id, s.trainee_id as "traineeId", s.assignment_id as "assignmentId", s.scenario_version_id as "scenarioVersionId",
  s.rubric_version_id as "rubricVersionId", s.mode, s.origin, s.state, s.engine_kind as "engineKind", s.model_version_id as "modelVersionId",
  s.outcome_path as "outcomePath", s.completed_at as "completedAt"`;

export type GradeReach = ReachOf<
  | 'grade:read'
  | 'grade:review'
  | 'grade:sign'
  | 'score:read'
  | 'appeal:file'
  | 'appeal:read'
  | 'appeal:decide'
  | 'coaching:read'
  | 'coaching:write'
  | 'coaching:acknowledge'
>;

/** Any session of the agency, practice too: only for the task that grades it. */
export async function sessionToGrade(tx: TenantTx, id: string, lock = false): Promise<GradedSession | null> {
  const [row] = await tx.query<GradedSession>(
    `select ${SESSION} from scenario_sessions s where s.agency_id = $1 and s.id = $2 ${lock ? 'for update' : ''}`,
    [tx.agencyId, id],
  );
  return row ?? null;
}

/** A proof session; practice is nobody's to review or sign, and answers like a session that does not exist. */
export async function proofSession(
  tx: TenantTx,
  reach: GradeReach,
  id: string,
  lock = false,
): Promise<GradedSession | null> {
  const [row] = await tx.query<GradedSession>(
    `select ${SESSION} from scenario_sessions s
     where s.agency_id = $1 and s.id = $2 and s.mode = 'PROOF' and ${sessionReached(reach, 's', '$3')}
     ${lock ? 'for update' : ''}`,
    [tx.agencyId, id, reach.principalId],
  );
  return row ?? null;
}

/** A practice session of the caller's own: whatever the reach, it is nobody else's to see. */
export async function ownPracticeSession(
  tx: TenantTx,
  reach: ReachOf<'session:read'>,
  id: string,
): Promise<GradedSession | null> {
  const [row] = await tx.query<GradedSession>(
    `select ${SESSION} from scenario_sessions s
     where s.agency_id = $1 and s.id = $2 and s.mode = 'PRACTICE' and s.trainee_id = $3`,
    [tx.agencyId, id, reach.principalId],
  );
  return row ?? null;
}

/** The day on which an instant falls in a time zone, `yyyy-mm-dd`. @param timezone IANA name */
export async function localDateOf(tx: TenantTx, instant: Date, timezone: string): Promise<string> {
  const [row] = await tx.query<{ day: string }>(`select ($1::timestamptz at time zone $2)::date::text as day`, [
    instant,
    timezone,
  ]);
  if (!row) throw new Error('PostgreSQL gave no date');
  return row.day;
}
