import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  audit,
  Events,
  idempotent,
  notFound,
  Tasks,
  TenantDb,
  UserError,
  type Actor,
  type ReachOf,
  type TenantTx,
} from '#platform';
import { courseVersionsByIds, playableScenarioVersion, publishedRubricVersion } from '#curricula';
import { assignmentForPlay } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { cleanTurnText, MOST_TURN_LENGTH, sayRefusal, type SayRefusal } from './dialogue.js';
import { liveEngine } from './live-engine.js';
import { playTurn } from './play-turn.js';
import { ScenarioSessionEntity, type SessionMode } from './scenario-session.entity.js';
import { sessionCompleted } from './session-events.js';
import { closeSession, lastTurn, sessionById, turnByClientKey } from './session.queries.js';
import { TurnEntity } from './turn.entity.js';

export interface StartSession {
  assignmentId: string;
  idempotencyKey: string;
}

export interface StartPractice {
  scenarioVersionId: string;
  rubricVersionId: string;
  idempotencyKey: string;
}

export interface Say {
  sessionId: string;
  text: string;
  clientKey: string;
}

const REFUSALS: Record<SayRefusal, string> = {
  CLOSED: 'this scenario session is closed',
  CIVILIAN_IS_ANSWERING: 'the civilian has not answered yet: wait for their turn',
  TURN_LIMIT: 'this scenario session has reached its turn limit: complete it',
};

/** What a trainee does with a scenario session played live: start it, say turns, complete it. */
@Injectable()
export class SessionService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly events: Events,
  ) {}

  /** Starts the session of one of the trainee's own assignments; pins scenario, rubric and engine. */
  start(actor: Actor, input: StartSession): Promise<{ sessionId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'startSession', input.idempotencyKey, input, async () => {
        const assignment = await assignmentForPlay(tx, actor.reach('session:play'), input.assignmentId);
        if (!assignment || assignment.traineeId !== actor.principalId)
          throw notFound('input.assignmentId', 'assignment');
        if (assignment.deviceId) {
          throw new UserError('WRONG_STATE', 'input.assignmentId', 'this assignment is played on a device, not live');
        }
        if (assignment.mode === 'PROOF') {
          await this.refuseSecondProof(tx, assignment.id);
          const [course] = await courseVersionsByIds(tx, [assignment.courseVersionId ?? '']);
          if (!course?.proofEngineKinds.includes(liveEngine.kind)) {
            const kinds = course?.proofEngineKinds.join(', ') ?? 'none';
            throw new UserError(
              'NOT_ALLOWED',
              'input.assignmentId',
              `this course takes proof sessions against: ${kinds}`,
            );
          }
        }
        return this.open(tx, actor, { ...assignment, assignmentId: assignment.id });
      }),
    );
  }

  /** Starts a session that never counts and that only the trainee sees. */
  startPractice(actor: Actor, input: StartPractice): Promise<{ sessionId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'startPractice', input.idempotencyKey, input, async () => {
        actor.reach('session:play');
        const scenario = await playableScenarioVersion(tx, input.scenarioVersionId);
        if (!scenario) throw notFound('input.scenarioVersionId', 'scenario version that can be played');
        const rubric = await publishedRubricVersion(tx, input.rubricVersionId);
        if (!rubric) throw notFound('input.rubricVersionId', 'published rubric version');
        return this.open(tx, actor, {
          assignmentId: null,
          traineeId: actor.principalId,
          scenarioVersionId: scenario.id,
          rubricVersionId: rubric.id,
          mode: 'PRACTICE',
        });
      }),
    );
  }

  /** Stores the officer's turn and queues the civilian's answer, as one fact. The same client key and text is the same turn. */
  say(actor: Actor, input: Say): Promise<{ sessionId: string; turnId: string }> {
    return this.db.run(actor, async (tx) => {
      const text = spoken(input.text);
      const session = await this.ownSession(tx, actor.reach('session:play'), actor, input.sessionId);
      const repeated = await turnByClientKey(tx, session.id, input.clientKey);
      if (repeated) {
        if (repeated.text !== text) {
          throw new UserError('KEY_REUSED', 'input.clientKey', 'this client key came before with another text');
        }
        return { sessionId: session.id, turnId: repeated.id };
      }
      const last = await lastTurn(tx, session.id);
      const refusal = sayRefusal({
        mode: session.mode,
        state: session.state,
        lastNumber: last?.number ?? 0,
        lastSpeaker: last?.speaker ?? null,
      });
      if (refusal) throw new UserError('WRONG_STATE', 'input.sessionId', REFUSALS[refusal]);
      const turnId = uuidv7();
      const number = (last?.number ?? 0) + 1;
      await tx.insert(TurnEntity, {
        id: turnId,
        sessionId: session.id,
        number,
        speaker: 'OFFICER',
        text,
        clientKey: input.clientKey,
      });
      await this.tasks.add(tx, playTurn, { sessionId: session.id, number }, { id: turnId });
      return { sessionId: session.id, turnId };
    });
  }

  /** Closes the session at the trainee's word and queues its grading, exactly once: a repeat finds it closed. */
  complete(actor: Actor, input: { sessionId: string }): Promise<{ sessionId: string }> {
    return this.db.run(actor, async (tx) => {
      const session = await this.ownSession(tx, actor.reach('session:play'), actor, input.sessionId);
      if (session.state === 'INVALIDATED') {
        throw new UserError('WRONG_STATE', 'input.sessionId', 'this scenario session was invalidated');
      }
      if (!(await lastTurn(tx, session.id))) {
        throw new UserError('WRONG_STATE', 'input.sessionId', 'nothing has been said in this scenario session yet');
      }
      if (await closeSession(tx, session.id, { outcomePath: null, endReason: 'COMPLETED_BY_TRAINEE' })) {
        await this.events.publish(tx, actor, sessionCompleted, { sessionId: session.id });
      }
      return { sessionId: session.id };
    });
  }

  /** Only the trainee plays, whatever an agency-wide reach would let somebody read. Locked: turns of one session queue here. */
  private async ownSession(
    tx: TenantTx,
    reach: ReachOf<'session:play'>,
    actor: Actor,
    sessionId: string,
  ): Promise<ScenarioSessionEntity> {
    const session = await sessionById(tx, reach, sessionId, true);
    if (!session || session.traineeId !== actor.principalId) throw notFound('input.sessionId', 'scenario session');
    return session;
  }

  private async refuseSecondProof(tx: TenantTx, assignmentId: string): Promise<void> {
    // Two starts at once queue on the assignment; the second then finds the session of the first.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [assignmentId]);
    const existing = await tx.query(
      `select id from scenario_sessions where agency_id = $1 and assignment_id = $2 and mode = 'PROOF' and state <> 'INVALIDATED'`,
      [tx.agencyId, assignmentId],
    );
    if (existing.length > 0) {
      throw new UserError(
        'CONFLICT',
        'input.assignmentId',
        'a proof session is sat once, and this one was started already',
      );
    }
  }

  private async open(
    tx: TenantTx,
    actor: Actor,
    pinned: {
      assignmentId: string | null;
      traineeId: string;
      scenarioVersionId: string;
      rubricVersionId: string;
      mode: SessionMode;
    },
  ): Promise<{ sessionId: string }> {
    const sessionId = uuidv7();
    await tx.insert(ScenarioSessionEntity, {
      id: sessionId,
      traineeId: pinned.traineeId,
      assignmentId: pinned.assignmentId,
      scenarioVersionId: pinned.scenarioVersionId,
      rubricVersionId: pinned.rubricVersionId,
      mode: pinned.mode,
      origin: 'LIVE',
      state: 'OPEN',
      engineKind: liveEngine.kind,
      engineLabel: liveEngine.label,
      seed: String(randomInt(2 ** 31)),
      startedAt: new Date(),
    });
    await audit(tx, actor, {
      action: 'session.started',
      entityType: 'ScenarioSession',
      entityId: sessionId,
      details: { mode: pinned.mode },
    });
    return { sessionId };
  }
}

function spoken(raw: string): string {
  const text = cleanTurnText(raw);
  if (text.length === 0) throw new UserError('INVALID', 'input.text', 'an officer turn must say something');
  if (text.length > MOST_TURN_LENGTH) {
    throw new UserError('TOO_LARGE', 'input.text', `an officer turn has at most ${MOST_TURN_LENGTH} characters`);
  }
  return text;
}
