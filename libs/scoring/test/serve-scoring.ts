import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { Events, Tasks, TenantDb, toGlobalId } from '#platform';
import { sessionCompleted, SessionsModule } from '#sessions';
import { KnownTokens, KnownTokensModule, testApp, withSuperuser } from '#testing';
import { TraineesModule } from '#trainees';
import { GradeSessionTask } from '../src/grading/grade-session.task.js';
import { ScoringModule } from '../src/index.js';
import type { NewSession, ScoringAgency } from './scoring-agency.js';

/** This context behind a real HTTP server, on a database of the test file's own. */
export async function serveScoring() {
  const app = await testApp({
    modules: [KnownTokensModule, AgenciesModule, CurriculaModule, TraineesModule, SessionsModule, ScoringModule],
  });
  const db = app.get(TenantDb);
  const rows = <Row>(agency: ScoringAgency, sql: string, ...parameters: string[]) =>
    db.run(agency.task(), (tx) => tx.query<Row>(sql, parameters));
  /** Runs every grading that waits, as a worker would. */
  const gradeAll = async (agency: ScoringAgency): Promise<void> => {
    const waiting = await rows<{ id: string; payload: { sessionId: string } }>(
      agency,
      `select id, payload from tasks where name = 'grade-session' order by id`,
    );
    const handler = app.get(GradeSessionTask);
    const signal = new AbortController().signal;
    await Promise.all(
      waiting.map(({ id, payload }) =>
        handler.handle(agency.task(), payload, { taskId: id, token: '0', attempt: 1, signal }),
      ),
    );
  };
  const complete = (agency: ScoringAgency, sessionId: string): Promise<void> => {
    const actor = agency.task();
    return db.run(actor, (tx) => app.get(Events).publish(tx, actor, sessionCompleted, { sessionId }));
  };
  return {
    db,
    database: app.database,
    tasks: app.get(Tasks),
    get: app.get,
    tokens: app.get(KnownTokens).actors,
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
    ask: (token: string, query: string, variables?: Record<string, unknown>) => app.as(token).ask(query, variables),
    /** Past what the application may do: for a row that only time could have made so. */
    force: (sql: string, ...parameters: string[]) =>
      withSuperuser(app.database.superuserUrl, (client) => client.query(sql, parameters)),
    close: () => app.stop(),
  };
}

export type ServedScoring = Awaited<ReturnType<typeof serveScoring>>;
