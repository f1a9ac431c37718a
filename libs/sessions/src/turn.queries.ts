import type { TenantTx } from '#platform';
import type { ScenarioSessionEntity } from './scenario-session.entity.js';
import { SESSION_COLUMNS, sessionVisible, type SessionReach } from './session.queries.js';
import type { SessionEventEntity } from './session-event.entity.js';
import type { Speaker, TurnEntity } from './turn.entity.js';

const TURN_COLUMNS = `t.agency_id as "agencyId", t.id, t.session_id as "sessionId", t.number, t.speaker, t.text,
  t.client_key as "clientKey", t.provenance, t.created_at as "createdAt"`;

/** One page of turns: those after a number, in the order of the dialogue. */
export interface TurnPage {
  after: number;
  limit: number;
}

/** The turns of a session that the caller has already been allowed to see. */
export async function turnsOf(
  tx: TenantTx,
  sessionId: string,
  page: TurnPage = { after: 0, limit: 1_000 },
): Promise<TurnEntity[]> {
  return tx.query<TurnEntity>(
    `select ${TURN_COLUMNS} from turns t where t.agency_id = $1 and t.session_id = $2 and t.number > $3 order by t.number limit $4`,
    [tx.agencyId, sessionId, page.after, page.limit],
  );
}

export type Dialogue = ScenarioSessionEntity & { turns: Pick<TurnEntity, 'number' | 'speaker' | 'text'>[] };

/** Any session of the agency, practice too, with all its turns, in one moment: only for the task that plays it. */
export async function dialogueOf(tx: TenantTx, sessionId: string): Promise<Dialogue | null> {
  const [row] = await tx.query<Dialogue>(
    `select ${SESSION_COLUMNS}, (
       select coalesce(jsonb_agg(jsonb_build_object('number', t.number, 'speaker', t.speaker, 'text', t.text) order by t.number), '[]')
       from turns t where t.agency_id = $1 and t.session_id = $2) as turns
     from scenario_sessions s where s.agency_id = $1 and s.id = $2`,
    [tx.agencyId, sessionId],
  );
  return row ?? null;
}

/** The same page of each of these sessions, as far as the reach shows them. */
export async function turnsOfSessions(
  tx: TenantTx,
  reach: SessionReach,
  sessionIds: readonly string[],
  page: TurnPage,
): Promise<TurnEntity[]> {
  return tx.query<TurnEntity>(
    `select ${TURN_COLUMNS} from scenario_sessions s cross join lateral (
       select * from turns x where x.agency_id = s.agency_id and x.session_id = s.id and x.number > $4 order by x.number limit $5
     ) t
     where s.agency_id = $1 and s.id = any($2::uuid[]) and ${sessionVisible(reach, '$3')} order by t.session_id, t.number`,
    [tx.agencyId, sessionIds, reach.principalId, page.after, page.limit],
  );
}

export async function turnsByIds(tx: TenantTx, reach: SessionReach, ids: readonly string[]): Promise<TurnEntity[]> {
  return tx.query<TurnEntity>(
    `select ${TURN_COLUMNS} from turns t join scenario_sessions s on s.agency_id = t.agency_id and s.id = t.session_id
     where t.agency_id = $1 and t.id = any($2::uuid[]) and ${sessionVisible(reach, '$3')}`,
    [tx.agencyId, ids, reach.principalId],
  );
}

/** What there is to tell of a session after a turn, in one moment. */
export interface SessionNews {
  /** Of the turns after it, in order. */
  numbers: number[];
  /** Whether no turn can follow those that are stored. */
  ended: boolean;
  /** Whether an instructor has it pause. */
  paused: boolean;
}

/** @returns null when there is no such session that the reach shows */
export async function newsOfSession(
  tx: TenantTx,
  reach: SessionReach,
  sessionId: string,
  page: TurnPage,
): Promise<SessionNews | null> {
  const [row] = await tx.query<SessionNews>(
    `select s.state <> 'OPEN' as ended, s.paused_at is not null as paused, array(
       select t.number from turns t where t.agency_id = s.agency_id and t.session_id = s.id and t.number > $4
       order by t.number limit $5) as numbers
     from scenario_sessions s where s.agency_id = $1 and s.id = $2 and ${sessionVisible(reach, '$3')}`,
    [tx.agencyId, sessionId, reach.principalId, page.after, page.limit],
  );
  return row ?? null;
}

/** The end of the dialogue, and what an instructor has happen after it. */
export interface DialogueEnd {
  number: number;
  speaker: Speaker;
  /** Seconds since it was said, on the clock that stored it. */
  age: number;
  /** Events that wait for the civilian's answer, oldest first. */
  waiting: Pick<SessionEventEntity, 'id' | 'speaker' | 'text'>[];
}

/** @returns null before anything was said */
export async function lastTurn(tx: TenantTx, sessionId: string): Promise<DialogueEnd | null> {
  const [row] = await tx.query<DialogueEnd>(
    `select t.number, t.speaker, extract(epoch from clock_timestamp() - t.created_at)::float8 as age, (
       select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'speaker', e.speaker, 'text', e.text) order by e.id), '[]')
       from session_events e where e.agency_id = $1 and e.session_id = $2 and e.turn_number is null) as waiting
     from turns t where t.agency_id = $1 and t.session_id = $2 order by t.number desc limit 1`,
    [tx.agencyId, sessionId],
  );
  return row ?? null;
}

/** Whether the officer has said anything yet. */
export async function officerSpoke(tx: TenantTx, sessionId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from turns where agency_id = $1 and session_id = $2 and speaker = 'OFFICER' limit 1`,
    [tx.agencyId, sessionId],
  );
  return rows.length > 0;
}

/** Civilian's turns of which the engine's attempts were all refused. */
export async function flaggedTurns(tx: TenantTx, sessionId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from turns
     where agency_id = $1 and session_id = $2 and speaker = 'CIVILIAN' and provenance -> 'flagged' = 'true'`,
    [tx.agencyId, sessionId],
  );
  return row?.count ?? 0;
}

/** Where the dialogue stands, and the turn that came under this client key before. Meant for a session that is locked. */
export async function standingOf(
  tx: TenantTx,
  sessionId: string,
  clientKey: string,
): Promise<{ last: TurnEntity | null; repeated: TurnEntity | null }> {
  const rows = await tx.query<TurnEntity>(
    `select ${TURN_COLUMNS} from turns t
     where t.agency_id = $1 and t.session_id = $2 and (t.client_key = $3 or t.number =
       (select max(number) from turns where agency_id = $1 and session_id = $2))
     order by t.number desc`,
    [tx.agencyId, sessionId, clientKey],
  );
  return { last: rows[0] ?? null, repeated: rows.find((row) => row.clientKey === clientKey) ?? null };
}

export type NewTurn = Pick<TurnEntity, 'id' | 'number' | 'speaker' | 'text'> &
  Partial<Pick<TurnEntity, 'clientKey' | 'provenance'>>;

/** Stores turns of one session, on the database's clock. @returns them as stored, in their order */
export async function addTurns(tx: TenantTx, sessionId: string, turns: readonly NewTurn[]): Promise<TurnEntity[]> {
  return tx.query<TurnEntity>(
    `insert into turns as t (agency_id, session_id, id, number, speaker, text, client_key, provenance)
     select $1, $2, new.id, new.number, new.speaker, new.text, new.client_key, new.provenance
     from jsonb_to_recordset($3::jsonb) as
       new(id uuid, number integer, speaker text, text text, client_key text, provenance jsonb)
     order by new.number returning ${TURN_COLUMNS}`,
    [
      tx.agencyId,
      sessionId,
      JSON.stringify(turns.map(({ clientKey, ...turn }) => ({ ...turn, client_key: clientKey }))),
    ],
  );
}
