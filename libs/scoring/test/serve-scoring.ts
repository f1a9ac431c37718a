import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { Global, Module } from '@nestjs/common';
import {
  Authenticator,
  createApi,
  Events,
  PlatformModule,
  TenantDb,
  toGlobalId,
  unauthenticated,
  type Actor,
} from '#platform';
import { sessionCompleted, SessionsModule } from '#sessions';
import { TEST_HTTP, testDatabase } from '#testing';
import { TraineesModule } from '#trainees';
import { GradeSessionTask } from '../src/grading/grade-session.task.js';
import { ScoringModule } from '../src/index.js';
import type { NewSession, ScoringAgency } from './scoring-agency.js';

/** Makes a new actor for each token that a test knows. */
class KnownTokens extends Authenticator {
  readonly actors = new Map<string, () => Actor>();

  override authenticate(accessToken: string): Promise<Actor> {
    const actor = this.actors.get(accessToken);
    return actor ? Promise.resolve(actor()) : Promise.reject(unauthenticated());
  }
}

@Global()
@Module({
  providers: [KnownTokens, { provide: Authenticator, useExisting: KnownTokens }],
  exports: [Authenticator, KnownTokens],
})
class TokensModule {}

export interface Answer {
  data: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string; scope?: string } }[];
}

/** This context behind a real HTTP server, on a database of the test file's own. */
export async function serveScoring() {
  const database = await testDatabase();
  const platform = PlatformModule.forRoot({
    name: 'test',
    databaseUrl: database.urls.app,
    operatorUrl: null,
    queueUrl: null,
    masterKey: database.masterKey,
    logLevel: 'silent',
    poolSize: 6,
    issuer: 'http://parley.test',
  });
  const api = await createApi({
    config: TEST_HTTP,
    modules: [platform, TokensModule, AgenciesModule, CurriculaModule, TraineesModule, SessionsModule, ScoringModule],
  });
  const db = api.app.get(TenantDb);
  const rows = <Row>(agency: ScoringAgency, sql: string, ...parameters: string[]) =>
    db.run(agency.task(), (tx) => tx.query<Row>(sql, parameters));
  /** Runs every grading that waits, as a worker would. */
  const gradeAll = async (agency: ScoringAgency): Promise<void> => {
    const waiting = await rows<{ id: string; payload: { sessionId: string } }>(
      agency,
      `select id, payload from tasks where name = 'grade-session' order by id`,
    );
    const handler = api.app.get(GradeSessionTask);
    const signal = new AbortController().signal;
    await Promise.all(
      waiting.map(({ id, payload }) =>
        handler.handle(agency.task(), payload, { taskId: id, token: '0', attempt: 1, signal }),
      ),
    );
  };
  const complete = (agency: ScoringAgency, sessionId: string): Promise<void> => {
    const actor = agency.task();
    return db.run(actor, (tx) => api.app.get(Events).publish(tx, actor, sessionCompleted, { sessionId }));
  };
  return {
    db,
    tokens: api.app.get(KnownTokens).actors,
    rows,
    gradeAll,
    complete,
    /** A graded session. @returns its UUID and its global id */
    graded: async (agency: ScoringAgency, given: NewSession): Promise<{ uuid: string; id: string }> => {
      const uuid = await db.run(agency.task(), (tx) => agency.session(tx, given));
      await complete(agency, uuid);
      await gradeAll(agency);
      return { uuid, id: toGlobalId('ScenarioSession', uuid) };
    },
    ask: async (token: string, query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    },
    close: async () => {
      await api.stop();
      await database.drop();
    },
  };
}

export type ServedScoring = Awaited<ReturnType<typeof serveScoring>>;
