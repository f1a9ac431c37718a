import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#testing';
import { openDataSource } from '#platform';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';

const [agencyId, otherAgencyId, draft, published, foreign] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()];

describe('a rubric version in the database', () => {
  let database: TestDatabase;
  let app: DataSource;
  beforeAll(async () => {
    database = await testDatabase();
    app = await openDataSource({ url: database.urls.app, entities: [], poolSize: 1, name: 'test' });
    for (const [agency, id, state] of [
      [agencyId, draft, 'DRAFT'],
      [agencyId, published, 'PUBLISHED'],
      [otherAgencyId, foreign, 'PUBLISHED'],
    ]) {
      await inAgency(agency as string, async (query) => {
        await query(`insert into rubrics (agency_id, id, code, title) values ($1, $2, $3, 'A rubric')`, [
          agency,
          id,
          `R-${state}`,
        ]);
        await query(
          `insert into rubric_versions (agency_id, id, rubric_id, version, state, source, body, digest)
           values ($1, $2, $2, '1.0.0', $3, 'AGENCY', '{}', 'x')`,
          [agency, id, state],
        );
      });
    }
  });
  afterAll(async () => {
    await app.destroy();
    await database.drop();
  });

  async function inAgency(
    agency: string,
    work: (query: (sql: string, values?: unknown[]) => Promise<unknown>) => Promise<void>,
  ): Promise<void> {
    await app.transaction(async (manager) => {
      await manager.query(`select set_config('app.agency_id', $1, true)`, [agency]);
      await work((sql, values) => manager.query(sql, values));
    });
  }

  /** As far as its rubric goes: what else a session must name is not there. */
  const start = (rubricVersionId: string): Promise<void> =>
    inAgency(agencyId, async (query) => {
      await query(
        `insert into scenario_sessions (agency_id, trainee_id, scenario_version_id, rubric_version_id, mode, origin, engine_kind,
           engine_label, seed) values ($1, $2, $2, $3, 'PRACTICE', 'LIVE', 'SCRIPTED', 'scripted', 1)`,
        [agencyId, uuidv7(), rubricVersionId],
      );
    });

  it.each([
    ['a draft', draft],
    ['another agency’s', foreign],
    ['none at all', uuidv7()],
  ])('is used by no session where it is %s', async (_which, id) => {
    await expect(start(id)).rejects.toThrow(/only a published rubric version may be used/);
  });

  it('is used where it is published, and only then do the other rules speak', async () => {
    await expect(start(published)).rejects.toThrow(/foreign key/);
  });

  it.each(['assignments', 'scenario_sessions', 'grades'])('is guarded where %s name it', async (table) => {
    const guards = await app.query(
      `select 1 from pg_trigger where tgrelid = $1::regclass and tgname = 'use_published_rubric' and tgenabled = 'O'`,
      [table],
    );
    expect(guards).toHaveLength(1);
  });
});
