import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Events,
  idempotent,
  Live,
  notFound,
  Tasks,
  TenantDb,
  UserError,
  type Actor,
  type ReachOf,
  type TenantTx,
} from '#platform';
import { playableScenarioVersion, publishedRubricVersion } from '#curricula';
import { assignmentForPlay } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { choosePlayer } from './choose-player.js';
import { MOST_TURN_LENGTH } from './dialogue.js';
import { auditProof, endSession, type EndListeners } from './end-session.js';
import { PinnedVersions } from './pinned-versions.js';
import { saidText } from './said-text.js';
import { sayTurn, type Said } from './say-turn.js';
import type { InvalidReason, ScenarioSessionEntity, SessionMode } from './scenario-session.entity.js';
import { addSession, lockOwnSession, sessionById } from './session.queries.js';
import { addDeadline, TIME_LIMIT_SECONDS } from './time-limit.js';
import { officerSpoke } from './turn.queries.js';

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

interface Pinned {
  assignmentId: string | null;
  scenarioVersionId: string;
  rubricVersionId: string;
  mode: SessionMode;
  /** Of a proof session; null for practice. */
  courseVersionId: string | null;
}

const INVALIDATED: Record<InvalidReason, string> = {
  INSTRUCTOR: 'this scenario session was invalidated by an instructor',
  ENGINE_TURNS: 'this scenario session counts for nothing, because its engine failed in too many turns: start it again',
  NOTHING_SAID: 'this scenario session counts for nothing, because nothing was said in it: start it again',
};

/** What a trainee does with a scenario session played live: start it, say turns, complete it. */
@Injectable()
export class SessionService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly events: Events,
    private readonly live: Live,
    private readonly versions: PinnedVersions,
  ) {}

  /** Starts the session of one of the trainee's own assignments; pins scenario, rubric and engine. */
  async start(actor: Actor, input: StartSession): Promise<ScenarioSessionEntity> {
    const reach = actor.reach('session:play');
    return this.db.run(actor, async (tx) => {
      const { sessionId } = await idempotent(tx, actor, 'startSession', input.idempotencyKey, input, async () => {
        const assignment = await assignmentForPlay(tx, reach, input.assignmentId);
        if (!assignment || assignment.traineeId !== actor.principalId)
          throw notFound('input.assignmentId', 'assignment');
        if (assignment.deviceId !== null) {
          throw new UserError('WRONG_STATE', 'input.assignmentId', 'this assignment is played on a device, not live');
        }
        // It could never be signed: better told before it is played than after.
        if (assignment.cancelled) {
          throw new UserError('WRONG_STATE', 'input.assignmentId', 'the presentation of this assignment was cancelled');
        }
        return this.open(tx, actor, { ...assignment, assignmentId: assignment.id });
      });
      return this.started(tx, reach, sessionId);
    });
  }

  /** Starts a session that never counts and that only the trainee sees. */
  async startPractice(actor: Actor, input: StartPractice): Promise<ScenarioSessionEntity> {
    const reach = actor.reach('session:play');
    return this.db.run(actor, async (tx) => {
      const { sessionId } = await idempotent(tx, actor, 'startPractice', input.idempotencyKey, input, async () => {
        const scenario = await playableScenarioVersion(tx, input.scenarioVersionId);
        if (!scenario) throw notFound('input.scenarioVersionId', 'scenario version that can be played');
        const rubric = await publishedRubricVersion(tx, input.rubricVersionId);
        if (!rubric) throw notFound('input.rubricVersionId', 'published rubric version');
        return this.open(tx, actor, {
          assignmentId: null,
          scenarioVersionId: scenario.id,
          rubricVersionId: rubric.id,
          mode: 'PRACTICE',
          courseVersionId: null,
        });
      });
      return this.started(tx, reach, sessionId);
    });
  }

  /** Stores the officer's turn and queues the civilian's answer, as one fact. The same client key and text is the same turn. */
  async say(actor: Actor, input: Say): Promise<Said> {
    const text = saidText(input.text, 'an officer turn', 'input.text', MOST_TURN_LENGTH);
    return this.db.run(actor, async (tx) => {
      const session = await this.ownSession(tx, actor, input.sessionId);
      const { tasks, versions } = this;
      return sayTurn(tx, { ...this.told, tasks, versions }, actor, session, { text, clientKey: input.clientKey });
    });
  }

  /** Closes the session at the trainee's word and queues its grading, exactly once: a repeat finds it closed. */
  async complete(actor: Actor, input: { sessionId: string }): Promise<ScenarioSessionEntity> {
    return this.db.run(actor, async (tx) => {
      const session = await this.ownSession(tx, actor, input.sessionId);
      if (session.state === 'COMPLETED') return session;
      if (session.state === 'INVALIDATED') {
        throw new UserError('WRONG_STATE', 'input.sessionId', INVALIDATED[session.invalidReason ?? 'INSTRUCTOR']);
      }
      if (!(await officerSpoke(tx, session.id))) {
        throw new UserError('WRONG_STATE', 'input.sessionId', 'nothing has been said in this scenario session yet');
      }
      const end = { outcomePath: null, endReason: 'COMPLETED_BY_TRAINEE' } as const;
      return (await endSession(tx, this.told, actor, session.id, end)) ?? session;
    });
  }

  private get told(): EndListeners {
    return { events: this.events, live: this.live };
  }

  private async ownSession(tx: TenantTx, actor: Actor, sessionId: string): Promise<ScenarioSessionEntity> {
    const session = await lockOwnSession(tx, actor.reach('session:play'), sessionId);
    if (!session) throw notFound('input.sessionId', 'scenario session');
    return session;
  }

  private async open(tx: TenantTx, actor: Actor, pinned: Pinned): Promise<{ sessionId: string }> {
    const { assignmentId, scenarioVersionId, rubricVersionId, mode, courseVersionId } = pinned;
    const id = uuidv7();
    const session = {
      id,
      traineeId: actor.principalId,
      assignmentId,
      scenarioVersionId,
      rubricVersionId,
      mode,
      origin: 'LIVE',
      ...(await choosePlayer(tx, { id, mode }, courseVersionId)),
      seed: randomInt(2 ** 31),
      timeLimitSeconds: TIME_LIMIT_SECONDS,
      end: null,
    } as const;
    const added = await addSession(tx, session);
    if (!added) {
      throw new UserError(
        'CONFLICT',
        'input.assignmentId',
        'a proof session is sat once, and this one was started already',
      );
    }
    await addDeadline(tx, this.tasks, id, added.deadline);
    await auditProof(tx, actor, session, 'session.started', { assignmentId });
    return { sessionId: id };
  }

  private async started(tx: TenantTx, reach: ReachOf<'session:play'>, id: string): Promise<ScenarioSessionEntity> {
    const session = await sessionById(tx, reach, id);
    if (!session) throw new Error('the session that an idempotency key stands for is not there');
    return session;
  }
}
