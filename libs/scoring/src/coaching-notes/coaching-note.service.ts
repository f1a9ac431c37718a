import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { turnsOf } from '#sessions';
import { v7 as uuidv7 } from 'uuid';
import { proofSession, type GradedSession } from '../grading/graded-session.queries.js';
import type { CoachingNoteKind } from './coaching-note.entity.js';
import {
  addNote,
  markNote,
  noteById,
  notesOfSession,
  retractedBy,
  type CoachingNoteRow,
  type NoteReach,
  type NoteReader,
} from './coaching-note.queries.js';

/** What a note says, as it was sent. */
export interface NoteContent {
  kind: CoachingNoteKind;
  text: string;
  quote: string | null;
  suggestion: string | null;
}

const readerOf = (actor: Actor, reach: NoteReach): NoteReader => ({
  reach,
  decidesAppeals: actor.holds('appeal:decide'),
});

/** What instructors say to a trainee about single turns. Never evidence and never part of a score. */
@Injectable()
export class CoachingNoteService {
  constructor(private readonly db: TenantDb) {}

  add(
    actor: Actor,
    input: NoteContent & { sessionId: string; turnNumber: number; idempotencyKey: string },
  ): Promise<{ noteId: string }> {
    const reach = actor.reach('coaching:write');
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'addCoachingNote', input.idempotencyKey, { ...input }, async () => {
        const session = await proofSession(tx, reach, input.sessionId, true);
        if (!session) throw notFound('input.sessionId', 'scenario session');
        if (session.traineeId === actor.principalId) {
          throw new UserError('NOT_ALLOWED', 'input.sessionId', 'nobody coaches themself');
        }
        if (session.state === 'OPEN') {
          throw new UserError('WRONG_STATE', 'input.sessionId', 'this scenario session is still being played');
        }
        const noteId = await this.write(tx, actor, session, input.turnNumber, input, null);
        return { noteId };
      }),
    );
  }

  /** Writes a note anew: the old one is shown to nobody any more, and stays in the table. */
  replace(actor: Actor, input: NoteContent & { noteId: string; idempotencyKey: string }): Promise<{ noteId: string }> {
    const reach = actor.reach('coaching:write');
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'replaceCoachingNote', input.idempotencyKey, { ...input }, async () => {
        const { note, session } = await this.ownNote(tx, actor, reach, input.noteId);
        return { noteId: await this.write(tx, actor, session, note.turnNumber, input, note.id) };
      }),
    );
  }

  /** Takes a note of the actor's own back. Taken back already, it stays so. */
  retract(actor: Actor, noteId: string): Promise<{ noteId: string }> {
    const reach = actor.reach('coaching:write');
    return this.db.run(actor, async (tx) => {
      if (await retractedBy(tx, noteId, actor.principalId)) return { noteId };
      const { note } = await this.ownNote(tx, actor, reach, noteId);
      await markNote(tx, { noteId, mark: 'RETRACTED', madeBy: actor.principalId });
      await audited(tx, actor, 'coaching_note.retracted', note);
      return { noteId };
    });
  }

  /** Says that the trainee has read a note. */
  acknowledge(actor: Actor, noteId: string): Promise<{ noteId: string }> {
    const reach = actor.reach('coaching:acknowledge');
    return this.db.run(actor, async (tx) => {
      const note = await noteById(tx, readerOf(actor, reach), noteId);
      if (!note) throw notFound('input.coachingNoteId', 'coaching note');
      if (note.traineeId !== actor.principalId) {
        throw new UserError('NOT_ALLOWED', 'input.coachingNoteId', 'only the trainee says that they have read it');
      }
      if (await markNote(tx, { noteId, mark: 'ACKNOWLEDGED', madeBy: actor.principalId })) {
        await audited(tx, actor, 'coaching_note.acknowledged', note);
      }
      return { noteId };
    });
  }

  byId(actor: Actor, noteId: string): Promise<CoachingNoteRow | null> {
    return this.db.read(actor, (tx) => noteById(tx, readerOf(actor, actor.reach('coaching:read')), noteId));
  }

  ofSession(
    actor: Actor,
    sessionId: string,
    page: { limit: number; after: string | null },
  ): Promise<CoachingNoteRow[]> {
    return this.db.read(actor, (tx) =>
      notesOfSession(tx, readerOf(actor, actor.reach('coaching:read')), sessionId, page),
    );
  }

  /** A note that stands and that the actor wrote, with its session, which is locked: changes of its notes queue there. */
  private async ownNote(
    tx: TenantTx,
    actor: Actor,
    reach: NoteReach,
    noteId: string,
  ): Promise<{ note: CoachingNoteRow; session: GradedSession }> {
    const reader = readerOf(actor, reach);
    const found = await noteById(tx, reader, noteId);
    const session = found && (await proofSession(tx, reach, found.sessionId, true));
    const note = session && (await noteById(tx, reader, noteId));
    if (!note) throw notFound('input.coachingNoteId', 'coaching note');
    if (note.writtenBy !== actor.principalId) {
      throw new UserError('NOT_ALLOWED', 'input.coachingNoteId', 'a coaching note is its writer’s to change');
    }
    return { note, session };
  }

  private async write(
    tx: TenantTx,
    actor: Actor,
    session: GradedSession,
    turnNumber: number,
    content: NoteContent,
    supersedesId: string | null,
  ): Promise<string> {
    const turn = (await turnsOf(tx, session.id)).find(({ number }) => number === turnNumber);
    if (!turn) throw notFound('input.turnNumber', 'turn');
    const { kind, quote } = content;
    const text = content.text.trim();
    if (!text) throw new UserError('INVALID', 'input.text', 'say something');
    if (quote !== null && (quote.trim() === '' || !turn.text.includes(quote))) {
      throw new UserError('INVALID', 'input.quote', `turn ${turnNumber} does not contain these exact words`);
    }
    const suggestion = content.suggestion?.trim() || null;
    if (suggestion !== null && kind !== 'TRY_INSTEAD') {
      throw new UserError('INVALID', 'input.suggestion', 'only a note of what to try instead suggests words');
    }
    const id = uuidv7();
    const note = { id, sessionId: session.id, turnNumber, kind, text, quote, suggestion, supersedesId };
    if (!(await addNote(tx, { ...note, writtenBy: actor.principalId }))) {
      throw new UserError('CONFLICT', 'input.coachingNoteId', 'this coaching note was replaced meanwhile');
    }
    await audited(tx, actor, supersedesId ? 'coaching_note.replaced' : 'coaching_note.added', note);
    return id;
  }
}

async function audited(
  tx: TenantTx,
  actor: Actor,
  action: string,
  {
    id,
    sessionId,
    turnNumber,
    kind,
    supersedesId,
  }: Pick<CoachingNoteRow, 'id' | 'sessionId' | 'turnNumber' | 'kind' | 'supersedesId'>,
): Promise<void> {
  await audit(tx, actor, {
    action,
    entityType: 'CoachingNote',
    entityId: id,
    details: { sessionId, turnNumber, kind, ...(supersedesId ? { supersedesId } : {}) },
  });
}
