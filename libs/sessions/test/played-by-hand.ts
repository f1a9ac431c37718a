import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { IdentityModule } from '#identity';
import { Actor, Events, Live, SCOPES, Tasks, TenantDb, toGlobalId, type Reach, type Scope } from '#platform';
import { PersonaEngines, type ModelRef } from '#slm';
import { testApp, until, type GraphqlClient, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { DirectionService } from '../src/direction.service.js';
import { EndInTimeTask } from '../src/end-in-time.task.js';
import { SessionsModule } from '../src/index.js';
import { PinnedVersions } from '../src/pinned-versions.js';
import { PlayTurnTask } from '../src/play-turn.task.js';
import { SessionService } from '../src/session.service.js';
import { CompletionsModule } from './completions.js';
import { sessionAgency, type SessionAgency } from './session-agency.js';

const EVERYTHING = new Map(Object.keys(SCOPES).map((scope) => [scope as Scope, 'AGENCY' as Reach]));

/** As if every session had pinned this model. */
class SameModel extends PinnedVersions {
  constructor(private readonly same: ModelRef) {
    super();
  }

  override model(): Promise<ModelRef> {
    return Promise.resolve(this.same);
  }
}

export interface Turn {
  number: number;
  speaker: string;
  text: string;
  provenance: Record<string, unknown> | null;
}

/** An API with an agency, and what its people and a worker would do, done by the test when it says so. */
export class PlayedByHand {
  private constructor(
    readonly app: TestApp,
    readonly agency: SessionAgency,
  ) {}

  static async start(): Promise<PlayedByHand> {
    const contexts = [IdentityModule, AgenciesModule, CurriculaModule, TraineesModule, SessionsModule];
    const app = await testApp({ modules: [...contexts, CompletionsModule] });
    return new PlayedByHand(app, await sessionAgency(app.get(TenantDb)));
  }

  get service(): SessionService {
    return this.app.get(SessionService);
  }

  get direction(): DirectionService {
    return this.app.get(DirectionService);
  }

  trainee = (): Actor => this.agency.actor(this.agency.trainees[0], 'TRAINEE');
  instructor = (): Actor => this.agency.actor(this.agency.instructorId, 'INSTRUCTOR');

  async client(memberId: string): Promise<GraphqlClient> {
    return this.app.as((await this.app.tokens.issueMemberToken(this.agency.agencyId, memberId)).accessToken);
  }

  /** A new proof session of the first trainee's. */
  async proof(): Promise<string> {
    const assignmentId = await this.agency.assign(this.agency.trainees[0], 'PROOF');
    return (await this.service.start(this.trainee(), { assignmentId, idempotencyKey: uuidv7() })).id;
  }

  async practice(): Promise<string> {
    const { scenarioVersionId, rubricVersionId } = this.agency;
    const input = { scenarioVersionId, rubricVersionId, idempotencyKey: uuidv7() };
    return (await this.service.startPractice(this.trainee(), input)).id;
  }

  say(sessionId: string, text = 'Hello.', clientKey: string = uuidv7()) {
    return this.service.say(this.trainee(), { sessionId, text, clientKey });
  }

  inject(sessionId: string, text: string, idempotencyKey: string = uuidv7()) {
    return this.direction.inject(this.instructor(), { sessionId, speaker: 'BYSTANDER', text, idempotencyKey });
  }

  /** A worker answers the newest officer's turn, with the scripted player or as `how` says. */
  async answer(
    sessionId: string,
    how: { db?: TenantDb; engines?: PersonaEngines; model?: ModelRef; attempt?: number; signal?: AbortSignal } = {},
  ): Promise<void> {
    const [task] = await this.tasks(sessionId, 'play-turn');
    if (!task) throw new Error('no answer is awaited');
    const { app } = this;
    const handler = new PlayTurnTask(
      how.db ?? app.get(TenantDb),
      app.get(Tasks),
      app.get(Events),
      app.get(Live),
      how.engines ?? app.get(PersonaEngines),
      how.model ? new SameModel(how.model) : app.get(PinnedVersions),
    );
    const { attempt = 1, signal = new AbortController().signal } = how;
    await handler.handle(this.worker(task.id), task.payload as { sessionId: string; number: number }, {
      taskId: task.id,
      token: '0',
      attempt,
      signal,
    });
  }

  /** A worker does the task of a deadline. */
  async endInTime(sessionId: string, taskId: string, db: TenantDb = this.app.get(TenantDb)): Promise<void> {
    const { app } = this;
    const handler = new EndInTimeTask(db, app.get(Tasks), app.get(Events), app.get(Live));
    const lease = { taskId, token: '0', attempt: 1, signal: new AbortController().signal };
    await handler.handle(this.worker(taskId), { sessionId }, lease);
  }

  tasks(sessionId: string, name: string) {
    return this.agency.rows<{ id: string; payload: object; due: Date }>(
      `select id, payload, due_at as due from tasks where payload ->> 'sessionId' = $1 and name = $2 order by due_at`,
      [sessionId, name],
    );
  }

  turns(sessionId: string): Promise<Turn[]> {
    return this.agency.rows<Turn>(
      'select number, speaker, text, provenance from turns where session_id = $1 order by number',
      [sessionId],
    );
  }

  async speakers(sessionId: string): Promise<string[]> {
    return (await this.turns(sessionId)).map(({ speaker }) => speaker);
  }

  async session(sessionId: string) {
    const [row] = await this.agency.rows<{
      state: string;
      reason: string | null;
      invalid: string | null;
      outcome: string | null;
      note: string | null;
      deadline: Date;
      paused: Date | null;
    }>(
      `select state, end_reason as reason, invalid_reason as invalid, outcome_path as outcome, end_note as note, deadline,
         paused_at as paused from scenario_sessions where id = $1`,
      [sessionId],
    );
    if (!row) throw new Error('no such session');
    return row;
  }

  /** What the agency's trail says of the session, oldest first. */
  async audited(sessionId: string): Promise<string[]> {
    const rows = await this.agency.rows<{ action: string }>(
      `select action from audit_entries where entity_id = $1 and action not like 'test.%' order by id`,
      [sessionId],
    );
    return rows.map(({ action }) => action);
  }

  /** How often this session is announced by `work`. */
  async announcements(sessionId: string, work: () => Promise<unknown>): Promise<number> {
    const live = this.app.get(Live);
    const { agencyId } = this.agency;
    let count = 0;
    let markers = 0;
    const stop = await live.subscribe(agencyId, `session:${sessionId}`, (body) => {
      if (body['marker']) markers += 1;
      else if (body['turn'] === undefined) count += 1;
    });
    // Messages of one speaker come in order: what was announced before the first marker is none of the work's.
    const caughtUp = async (marker: number): Promise<void> => {
      live.publish(agencyId, `session:${sessionId}`, { marker });
      await until('everything announced to be heard', async () => (markers === marker ? true : null));
    };
    await caughtUp(1);
    count = 0;
    await work();
    await caughtUp(2);
    stop();
    return count;
  }

  globalId = (sessionId: string): string => toGlobalId('ScenarioSession', sessionId);

  private worker(taskId: string): Actor {
    return Actor.task(this.agency.agencyId, taskId, EVERYTHING);
  }
}
