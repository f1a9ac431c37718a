import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { OutcomePath, ScenarioSessionEntity, SessionEndReason } from './scenario-session.entity.js';
import type { Speaker, TurnEntity } from './turn.entity.js';

const SESSION_COLUMNS = `s.agency_id as "agencyId", s.id, s.trainee_id as "traineeId", s.assignment_id as "assignmentId",
  s.scenario_version_id as "scenarioVersionId", s.rubric_version_id as "rubricVersionId", s.mode, s.origin, s.state,
  s.engine_kind as "engineKind", s.engine_label as "engineLabel", s.seed, s.outcome_path as "outcomePath",
  s.end_reason as "endReason", s.started_at as "startedAt", s.completed_at as "completedAt"`;

const TURN_COLUMNS = `t.agency_id as "agencyId", t.id, t.session_id as "sessionId", t.number, t.speaker, t.text,
  t.client_key as "clientKey", t.provenance, t.created_at as "createdAt"`;

type SessionReach = ReachOf<'session:read'> | ReachOf<'session:play'>;

/** Practice belongs to the trainee: an agency-wide reach does not show it. */
const visible = (reach: SessionReach, principal: string): string =>
  reach.reach === 'AGENCY'
    ? `(s.mode = 'PROOF' or s.trainee_id = ${principal}::uuid)`
    : reachPredicate(reach, 's.trainee_id', principal);

export async function sessionById(
  tx: TenantTx,
  reach: SessionReach,
  id: string,
  lock = false,
): Promise<ScenarioSessionEntity | null> {
  const [row] = await tx.query<ScenarioSessionEntity>(
    `select ${SESSION_COLUMNS} from scenario_sessions s
     where s.agency_id = $1 and s.id = $2 and ${visible(reach, '$3')} ${lock ? 'for update' : ''}`,
    [tx.agencyId, id, reach.principalId],
  );
  return row ?? null;
}

/** For the task that answers a turn, practice included: it shows the session to nobody, so no reach limits it. */
export async function sessionToAnswer(tx: TenantTx, id: string, lock = false): Promise<ScenarioSessionEntity | null> {
  const [row] = await tx.query<ScenarioSessionEntity>(
    `select ${SESSION_COLUMNS} from scenario_sessions s where s.agency_id = $1 and s.id = $2 ${lock ? 'for update' : ''}`,
    [tx.agencyId, id],
  );
  return row ?? null;
}

export async function sessionsByIds(
  tx: TenantTx,
  reach: SessionReach,
  ids: readonly string[],
): Promise<ScenarioSessionEntity[]> {
  return tx.query<ScenarioSessionEntity>(
    `select ${SESSION_COLUMNS} from scenario_sessions s where s.agency_id = $1 and s.id = any($2::uuid[]) and ${visible(reach, '$3')}`,
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
     where s.agency_id = $1 and ${visible(reach, '$2')} and ($3::uuid is null or s.id < $3) and ($4::uuid is null or s.trainee_id = $4)
     order by s.id desc limit $5`,
    [tx.agencyId, reach.principalId, page.before, page.traineeId, page.limit],
  );
}

/** The turns of a session that the caller has already been allowed to see. */
export async function turnsOf(
  tx: TenantTx,
  sessionId: string,
  page: { after: number; limit: number } = { after: 0, limit: 1_000 },
): Promise<TurnEntity[]> {
  return tx.query<TurnEntity>(
    `select ${TURN_COLUMNS} from turns t where t.agency_id = $1 and t.session_id = $2 and t.number > $3 order by t.number limit $4`,
    [tx.agencyId, sessionId, page.after, page.limit],
  );
}

export async function turnsByIds(tx: TenantTx, reach: SessionReach, ids: readonly string[]): Promise<TurnEntity[]> {
  return tx.query<TurnEntity>(
    `select ${TURN_COLUMNS} from turns t join scenario_sessions s on s.agency_id = t.agency_id and s.id = t.session_id
     where t.agency_id = $1 and t.id = any($2::uuid[]) and ${visible(reach, '$3')}`,
    [tx.agencyId, ids, reach.principalId],
  );
}

export async function lastTurn(tx: TenantTx, sessionId: string): Promise<{ number: number; speaker: Speaker } | null> {
  const [row] = await tx.query<{ number: number; speaker: Speaker }>(
    'select number, speaker from turns where agency_id = $1 and session_id = $2 order by number desc limit 1',
    [tx.agencyId, sessionId],
  );
  return row ?? null;
}

export async function turnByClientKey(tx: TenantTx, sessionId: string, clientKey: string): Promise<TurnEntity | null> {
  const [row] = await tx.query<TurnEntity>(
    `select ${TURN_COLUMNS} from turns t where t.agency_id = $1 and t.session_id = $2 and t.client_key = $3`,
    [tx.agencyId, sessionId, clientKey],
  );
  return row ?? null;
}

/** Closes an open session. @returns whether it was this call that closed it */
export async function closeSession(
  tx: TenantTx,
  sessionId: string,
  end: { outcomePath: OutcomePath | null; endReason: SessionEndReason },
): Promise<boolean> {
  const rows = await tx.query(
    `update scenario_sessions set state = 'COMPLETED', outcome_path = $3, end_reason = $4, completed_at = now()
     where agency_id = $1 and id = $2 and state = 'OPEN' returning id`,
    [tx.agencyId, sessionId, end.outcomePath, end.endReason],
  );
  return rows.length > 0;
}
