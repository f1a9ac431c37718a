import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import { undecidedFor } from '../appeals/appeal-reviewers.queries.js';
import type { CoachingNoteMark } from './coaching-note-mark.entity.js';
import type { CoachingNoteEntity } from './coaching-note.entity.js';

export type NoteReach = ReachOf<'coaching:read' | 'coaching:write' | 'coaching:acknowledge'>;

/** A note as it stands. */
export interface CoachingNoteRow extends CoachingNoteEntity {
  traineeId: string;
  /** When the trainee said that they read it; null before. */
  acknowledgedAt: Date | null;
}

/** Who reads, beside how far: who may decide an appeal does not read what others thought before they have said what they think. */
export interface NoteReader {
  reach: NoteReach;
  decidesAppeals: boolean;
}

const NOTE = `n.agency_id as "agencyId", n.id, n.session_id as "sessionId", n.turn_number as "turnNumber", n.kind, n.text, n.quote,
  n.suggestion, n.supersedes_id as "supersedesId", n.written_by as "writtenBy", n.written_at as "writtenAt", s.trainee_id as "traineeId",
  (select m.made_at from coaching_note_marks m where m.agency_id = $1 and m.note_id = n.id and m.mark = 'ACKNOWLEDGED') as "acknowledgedAt"`;
const FROM = 'coaching_notes n join scenario_sessions s on s.agency_id = n.agency_id and s.id = n.session_id';

/** Neither replaced nor retracted. */
const STANDS = `not exists (select from coaching_notes newer where newer.agency_id = $1 and newer.supersedes_id = n.id)
  and not exists (select from coaching_note_marks m where m.agency_id = $1 and m.note_id = n.id and m.mark = 'RETRACTED')`;

/** To the trainee once somebody has decided about the session. `$2` is the reader. */
const visibleTo = ({
  reach,
  decidesAppeals,
}: NoteReader): string => `s.mode = 'PROOF' and ${reachPredicate(reach, 's.trainee_id', '$2')}
  and (s.trainee_id <> $2::uuid or exists (select from grade_decisions d where d.agency_id = $1 and d.session_id = s.id
    and d.purpose = 'CERTIFICATION'))
  ${decidesAppeals ? `and (n.written_by = $2::uuid or not ${undecidedFor('s.id', '$2')})` : ''}`;

/** A note that stands and that the reader may see. */
export async function noteById(tx: TenantTx, reader: NoteReader, id: string): Promise<CoachingNoteRow | null> {
  const [row] = await tx.query<CoachingNoteRow>(
    `select ${NOTE} from ${FROM} where n.agency_id = $1 and n.id = $3 and ${STANDS} and ${visibleTo(reader)}`,
    [tx.agencyId, reader.reach.principalId, id],
  );
  return row ?? null;
}

/** The notes of a session that stand, as they were written. @param page.after id of a note */
export async function notesOfSession(
  tx: TenantTx,
  reader: NoteReader,
  sessionId: string,
  page: { limit: number; after: string | null },
): Promise<CoachingNoteRow[]> {
  return tx.query<CoachingNoteRow>(
    `select ${NOTE} from ${FROM}
     where n.agency_id = $1 and n.session_id = $3 and ($4::uuid is null or n.id > $4) and ${STANDS} and ${visibleTo(reader)}
     order by n.id limit $5`,
    [tx.agencyId, reader.reach.principalId, sessionId, page.after, page.limit],
  );
}

export type NewNote = Omit<CoachingNoteEntity, 'agencyId' | 'writtenAt'>;

/** @returns false when the note that it replaces has been replaced already */
export async function addNote(tx: TenantTx, note: NewNote): Promise<boolean> {
  const added = await tx.query(
    `insert into coaching_notes (agency_id, id, session_id, turn_number, kind, text, quote, suggestion, supersedes_id, written_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (agency_id, supersedes_id) do nothing returning id`,
    [
      tx.agencyId,
      note.id,
      note.sessionId,
      note.turnNumber,
      note.kind,
      note.text,
      note.quote,
      note.suggestion,
      note.supersedesId,
      note.writtenBy,
    ],
  );
  return added.length > 0;
}

/** @returns false when it has this mark already */
export async function markNote(
  tx: TenantTx,
  mark: { noteId: string; mark: CoachingNoteMark; madeBy: string },
): Promise<boolean> {
  const added = await tx.query(
    `insert into coaching_note_marks (agency_id, note_id, mark, made_by) values ($1, $2, $3, $4)
     on conflict (agency_id, note_id, mark) do nothing returning id`,
    [tx.agencyId, mark.noteId, mark.mark, mark.madeBy],
  );
  return added.length > 0;
}

/** Whether this member has retracted this note before: taking it back again is the same. */
export async function retractedBy(tx: TenantTx, noteId: string, memberId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from coaching_note_marks m where m.agency_id = $1 and m.note_id = $2 and m.mark = 'RETRACTED' and m.made_by = $3`,
    [tx.agencyId, noteId, memberId],
  );
  return rows.length > 0;
}
