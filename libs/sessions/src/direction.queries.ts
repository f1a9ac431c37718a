import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { ScenarioSessionEntity } from './scenario-session.entity.js';
import type { SessionEventEntity } from './session-event.entity.js';
import type { SessionNoteEntity } from './session-note.entity.js';
import { SESSION_COLUMNS, sessionVisible, type SessionReach } from './session.queries.js';

/** A proof session of a trainee in reach, locked until the transaction ends. Practice belongs to the trainee: nobody directs it. */
export async function lockDirectedSession(
  tx: TenantTx,
  reach: ReachOf<'session:direct'>,
  id: string,
): Promise<ScenarioSessionEntity | null> {
  const [row] = await tx.query<ScenarioSessionEntity>(
    `select ${SESSION_COLUMNS} from scenario_sessions s
     where s.agency_id = $1 and s.id = $2 and s.mode = 'PROOF' and ${reachPredicate(reach, 's.trainee_id', '$3')} for update`,
    [tx.agencyId, id, reach.principalId],
  );
  return row ?? null;
}

/** Stores what an instructor has somebody at the scene say. Its id is that of the turn it becomes. */
export async function addEvent(
  tx: TenantTx,
  event: Pick<SessionEventEntity, 'id' | 'sessionId' | 'speaker' | 'text' | 'injectedBy' | 'turnNumber'>,
): Promise<void> {
  await tx.query(
    `insert into session_events (agency_id, id, session_id, speaker, text, injected_by, turn_number)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.agencyId, event.id, event.sessionId, event.speaker, event.text, event.injectedBy, event.turnNumber],
  );
}

/** Says which turns waiting events have become. */
export async function placeEvents(
  tx: TenantTx,
  sessionId: string,
  placed: readonly { id: string; number: number }[],
): Promise<void> {
  await tx.query(
    `update session_events e set turn_number = p.number from unnest($3::uuid[], $4::int[]) p(id, number)
     where e.agency_id = $1 and e.session_id = $2 and e.id = p.id and e.turn_number is null`,
    [tx.agencyId, sessionId, placed.map(({ id }) => id), placed.map(({ number }) => number)],
  );
}

/** @returns false when the session has no turn of this number */
export async function addNote(
  tx: TenantTx,
  note: Pick<SessionNoteEntity, 'id' | 'sessionId' | 'turnNumber' | 'text' | 'writtenBy'>,
): Promise<boolean> {
  const added = await tx.query(
    `insert into session_notes (agency_id, id, session_id, turn_number, text, written_by)
     select $1, $2, t.session_id, t.number, $5, $6 from turns t
     where t.agency_id = $1 and t.session_id = $3 and t.number = $4 returning id`,
    [tx.agencyId, note.id, note.sessionId, note.turnNumber, note.text, note.writtenBy],
  );
  return added.length > 0;
}

/**
 * The same page of the notes of each of these sessions, oldest first, as far as the reach shows them; to the trainee once the session has
 * closed. `after` is the id of a note.
 */
export async function notesOfSessions(
  tx: TenantTx,
  reach: SessionReach,
  sessionIds: readonly string[],
  page: { after: string | null; limit: number },
): Promise<SessionNoteEntity[]> {
  return tx.query<SessionNoteEntity>(
    `select n.agency_id as "agencyId", n.id, n.session_id as "sessionId", n.turn_number as "turnNumber", n.text,
       n.written_by as "writtenBy", n.written_at as "writtenAt"
     from scenario_sessions s cross join lateral (
       select * from session_notes x where x.agency_id = s.agency_id and x.session_id = s.id and ($4::uuid is null or x.id > $4)
       order by x.id limit $5
     ) n
     where s.agency_id = $1 and s.id = any($2::uuid[]) and ${sessionVisible(reach, '$3')}
       and (s.trainee_id <> $3::uuid or s.state <> 'OPEN')
     order by n.session_id, n.id`,
    [tx.agencyId, sessionIds, reach.principalId, page.after, page.limit],
  );
}
