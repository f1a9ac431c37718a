import { Injectable } from '@nestjs/common';
import { Events, idempotent, Live, notFound, Tasks, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { isFull, MOST_TURN_LENGTH } from './dialogue.js';
import { addEvent, addNote, lockDirectedSession } from './direction.queries.js';
import { auditProof, endWhateverWasSaid } from './end-session.js';
import { saidText } from './said-text.js';
import type { ScenarioSessionEntity } from './scenario-session.entity.js';
import { pauseClock, resumeClock } from './session-end.queries.js';
import type { SessionEventEntity } from './session-event.entity.js';
import { announceProgress } from './session-topic.js';
import { sessionById } from './session.queries.js';
import { addDeadline } from './time-limit.js';
import { addTurns, lastTurn } from './turn.queries.js';

/** Events that may wait for one answer of the civilian's. */
const MOST_WAITING = 5;

export interface InjectEvent {
  sessionId: string;
  speaker: SessionEventEntity['speaker'];
  text: string;
  idempotencyKey: string;
}

export interface NoteTurn {
  sessionId: string;
  turnNumber: number;
  text: string;
  idempotencyKey: string;
}

/** What an instructor does with a proof session that is being played: every step is audited, told to who watches, and repeatable. */
@Injectable()
export class DirectionService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly events: Events,
    private readonly live: Live,
  ) {}

  /** The officer may not speak until it is resumed, and the time of the session stands still. An answer under way still comes. */
  pause(actor: Actor, sessionId: string): Promise<ScenarioSessionEntity> {
    return this.direct(actor, sessionId, async (tx, session) => {
      mustBeOpen(session);
      if (!(await pauseClock(tx, sessionId))) return;
      await auditProof(tx, actor, session, 'session.paused', {});
      announceProgress(this.live, tx, sessionId);
    });
  }

  resume(actor: Actor, sessionId: string): Promise<ScenarioSessionEntity> {
    return this.direct(actor, sessionId, async (tx, session) => {
      mustBeOpen(session);
      const resumed = await resumeClock(tx, sessionId);
      if (!resumed) return;
      await addDeadline(tx, this.tasks, sessionId, resumed.deadline);
      await auditProof(tx, actor, session, 'session.resumed', { deadline: resumed.deadline });
      announceProgress(this.live, tx, sessionId);
    });
  }

  /** Closes it at the instructor's word; one that has closed already stays as it is. */
  end(actor: Actor, sessionId: string, reason: string): Promise<ScenarioSessionEntity> {
    const endNote = saidText(reason, 'a reason', 'input.reason', 1_000);
    return this.direct(actor, sessionId, async (tx, session) => {
      if (session.state !== 'OPEN') return;
      const told = { events: this.events, live: this.live };
      const end = { outcomePath: null, endReason: 'ENDED_BY_INSTRUCTOR', endNote } as const;
      await endWhateverWasSaid(tx, told, actor, session, end);
    });
  }

  /** Has somebody at the scene say something: a turn of its own, right after the civilian's answer where one is awaited. */
  inject(actor: Actor, input: InjectEvent): Promise<ScenarioSessionEntity> {
    const text = saidText(input.text, 'an event', 'input.text', MOST_TURN_LENGTH);
    return this.direct(actor, input.sessionId, async (tx, session) => {
      await idempotent(tx, actor, 'injectEvent', input.idempotencyKey, { ...input }, async () => {
        mustBeOpen(session);
        const eventId = await this.happen(tx, actor, session, { speaker: input.speaker, text });
        await auditProof(tx, actor, session, 'session.event_injected', { eventId, speaker: input.speaker, text });
        announceProgress(this.live, tx, session.id);
        return { eventId };
      });
    });
  }

  /** Writes something about a turn, for the instructors, and for the trainee once the session has closed. */
  note(actor: Actor, input: NoteTurn): Promise<ScenarioSessionEntity> {
    const text = saidText(input.text, 'a note', 'input.text', 2_000);
    return this.direct(actor, input.sessionId, async (tx, session) => {
      await idempotent(tx, actor, 'noteTurn', input.idempotencyKey, { ...input }, async () => {
        const id = uuidv7();
        const { turnNumber } = input;
        const note = { id, sessionId: session.id, turnNumber, text, writtenBy: actor.principalId };
        if (!(await addNote(tx, note))) throw notFound('input.turnNumber', 'turn');
        await auditProof(tx, actor, session, 'session.turn_noted', { noteId: id, turnNumber, text });
        return { id };
      });
    });
  }

  private async happen(
    tx: TenantTx,
    actor: Actor,
    session: ScenarioSessionEntity,
    event: Pick<SessionEventEntity, 'speaker' | 'text'>,
  ): Promise<string> {
    const last = await lastTurn(tx, session.id);
    const waiting = last?.waiting.length ?? 0;
    if (waiting >= MOST_WAITING) {
      throw new UserError(
        'WRONG_STATE',
        'input.sessionId',
        'enough waits already for the civilian’s answer: wait for it',
      );
    }
    if (isFull((last?.number ?? 0) + waiting + 1)) {
      throw new UserError('WRONG_STATE', 'input.sessionId', 'this scenario session has reached its turn limit');
    }
    const id = uuidv7();
    // The answer that is under way belongs right behind the officer's turn, whatever happens meanwhile.
    const number = last?.speaker === 'OFFICER' ? null : (last?.number ?? 0) + 1;
    if (number !== null) await addTurns(tx, session.id, [{ id, number, ...event }]);
    await addEvent(tx, { id, sessionId: session.id, injectedBy: actor.principalId, turnNumber: number, ...event });
    return id;
  }

  private direct(
    actor: Actor,
    sessionId: string,
    work: (tx: TenantTx, session: ScenarioSessionEntity) => Promise<void>,
  ): Promise<ScenarioSessionEntity> {
    const reach = actor.reach('session:direct');
    return this.db.run(actor, async (tx) => {
      const session = await lockDirectedSession(tx, reach, sessionId);
      if (!session) throw notFound('input.sessionId', 'scenario session');
      if (session.traineeId === actor.principalId) {
        throw new UserError('NOT_ALLOWED', 'input.sessionId', 'nobody directs a scenario session of their own');
      }
      await work(tx, session);
      return (await sessionById(tx, actor.reach('session:read'), sessionId)) ?? session;
    });
  }
}

function mustBeOpen({ state }: ScenarioSessionEntity): void {
  if (state !== 'OPEN') throw new UserError('WRONG_STATE', 'input.sessionId', 'this scenario session is closed');
}
