import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { OutcomePath, ScenarioSessionEntity, SessionEndReason } from './scenario-session.entity.js';

export const SESSION_COLUMNS = `s.agency_id as "agencyId", s.id, s.trainee_id as "traineeId", s.assignment_id as "assignmentId",
  s.scenario_version_id as "scenarioVersionId", s.rubric_version_id as "rubricVersionId", s.mode, s.origin, s.state,
  s.engine_kind as "engineKind", s.engine_label as "engineLabel", s.seed, s.outcome_path as "outcomePath",
  s.end_reason as "endReason", s.model_version_id as "modelVersionId", s.end_note as "endNote", s.invalid_reason as "invalidReason",
  s.deadline, s.paused_at as "pausedAt", s.started_at as "startedAt", s.completed_at as "completedAt"`;

export type SessionReach = ReachOf<'session:read'> | ReachOf<'session:play'>;

/** Practice belongs to the trainee: no wider reach shows it. @param principal placeholder for the reach's principal */
export const sessionVisible = (reach: SessionReach, principal: string): string =>
  reach.reach === 'OWN'
    ? reachPredicate(reach, 's.trainee_id', principal)
    : `(s.trainee_id = ${principal}::uuid or (s.mode = 'PROOF' and ${reachPredicate(reach, 's.trainee_id', principal)}))`;

export async function sessionById(
  tx: TenantTx,
  reach: SessionReach,
  id: string,
): Promise<ScenarioSessionEntity | null> {
  const [row] = await sessionsByIds(tx, reach, [id]);
  return row ?? null;
}

export async function sessionsByIds(
  tx: TenantTx,
  reach: SessionReach,
  ids: readonly string[],
): Promise<ScenarioSessionEntity[]> {
  return tx.query<ScenarioSessionEntity>(
    `select ${SESSION_COLUMNS} from scenario_sessions s
     where s.agency_id = $1 and s.id = any($2::uuid[]) and ${sessionVisible(reach, '$3')}`,
    [tx.agencyId, ids, reach.principalId],
  );
}

/** Newest first. @param before only sessions older than this id */
export async function listSessions(
  tx: TenantTx,
  reach: SessionReach,
  page: { limit: number; before: string | null; traineeId: string | null },
): Promise<ScenarioSessionEntity[]> {
  return tx.query<ScenarioSessionEntity>(
    `select ${SESSION_COLUMNS} from scenario_sessions s
     where s.agency_id = $1 and ${sessionVisible(reach, '$2')} and ($3::uuid is null or s.id < $3)
       and ($4::uuid is null or s.trainee_id = $4)
     order by s.id desc limit $5`,
    [tx.agencyId, reach.principalId, page.before, page.traineeId, page.limit],
  );
}

/**
 * The caller's own session, locked until the transaction ends: whatever happens in one session queues here. Only the trainee
 * plays, whatever an agency-wide reach would let somebody read.
 */
export async function lockOwnSession(
  tx: TenantTx,
  reach: ReachOf<'session:play'>,
  id: string,
): Promise<ScenarioSessionEntity | null> {
  const [row] = await tx.query<ScenarioSessionEntity>(
    `select ${SESSION_COLUMNS} from scenario_sessions s where s.agency_id = $1 and s.id = $2 and s.trainee_id = $3 for update`,
    [tx.agencyId, id, reach.principalId],
  );
  return row ?? null;
}

/** Any session of the agency, practice too, in no reach, locked until the transaction ends: only for the tasks that play and close it. */
export async function lockSession(tx: TenantTx, id: string): Promise<ScenarioSessionEntity | null> {
  const [row] = await tx.query<ScenarioSessionEntity>(
    `select ${SESSION_COLUMNS} from scenario_sessions s where s.agency_id = $1 and s.id = $2 for update`,
    [tx.agencyId, id],
  );
  return row ?? null;
}

export type NewSession = Omit<
  ScenarioSessionEntity,
  | 'agencyId'
  | 'seed'
  | 'startedAt'
  | 'completedAt'
  | 'outcomePath'
  | 'endReason'
  | 'endNote'
  | 'invalidReason'
  | 'state'
  | 'deadline'
  | 'pausedAt'
> & {
  seed: number;
  /** For a session that had ended before it was stored; null for one that begins. */
  end: SessionEnd | null;
  /** How long it may be open, in seconds, pauses not counted; null for no limit. */
  timeLimitSeconds: number | null;
};

export interface SessionEnd {
  outcomePath: OutcomePath | null;
  endReason: SessionEndReason;
  /** What the instructor said who ended it; left out where nobody did. */
  endNote?: string;
}

/**
 * Stores a session, on the database's clock.
 * @returns null when it is a proof session and its assignment has one already that counts; of two at once, one waits for the other
 */
export async function addSession(tx: TenantTx, session: NewSession): Promise<{ deadline: Date | null } | null> {
  const { end } = session;
  const [added] = await tx.query<{ deadline: Date | null }>(
    `insert into scenario_sessions (agency_id, id, trainee_id, assignment_id, scenario_version_id, rubric_version_id, mode, origin,
       engine_kind, engine_label, seed, state, outcome_path, end_reason, model_version_id, completed_at, deadline)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, case $12::text when 'COMPLETED' then now() end,
       date_trunc('milliseconds', now() + make_interval(secs => $16)))
     on conflict (agency_id, assignment_id) where mode = 'PROOF' and state <> 'INVALIDATED' do nothing returning deadline`,
    [
      tx.agencyId,
      session.id,
      session.traineeId,
      session.assignmentId,
      session.scenarioVersionId,
      session.rubricVersionId,
      session.mode,
      session.origin,
      session.engineKind,
      session.engineLabel,
      session.seed,
      end ? 'COMPLETED' : 'OPEN',
      end?.outcomePath,
      end?.endReason,
      session.modelVersionId,
      session.timeLimitSeconds,
    ],
  );
  return added ?? null;
}
