import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Args, Field, Float, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Actor, CurrentActor, Public, PublicType, TenantDb, type RunningApi } from '#platform';
import { testDatabase, until, type TestDatabase } from '#testing';
import { request } from 'node:http';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { ask } from './ask.js';
import { AGENCY, serveOneAgency } from './one-agency.js';

const POOL = 2;

@ObjectType({ description: 'A thing that the database takes its time for.' })
@PublicType()
class Slow {
  @Field(() => String, { description: 'Its name.' })
  name: string;
}

const insert = `insert into audit_entries (agency_id, principal_id, principal_kind, action, entity_type, entity_id, request_id)
  values ($1, $2, 'MEMBER', $3, 'Test', $2, 'test')`;

/** What a mutation came to, as its own code saw it. */
const outcomes: string[] = [];

@Resolver(() => Slow)
class SlowResolver {
  constructor(private readonly tenantDb: TenantDb) {}

  @Query(() => Slow, { nullable: true, description: 'A slow thing.' })
  @Public()
  slow(): Slow {
    return { name: 'slow' };
  }

  @ResolveField(() => String, { description: 'Reads for as many seconds.' })
  async read(
    @CurrentActor() actor: Actor,
    @Args('seconds', { type: () => Float, description: 'Seconds.' }) seconds: number,
  ): Promise<string> {
    await this.tenantDb.read(actor, (tx) => tx.query('select pg_sleep($1) /* slow read */', [seconds]));
    return 'read';
  }

  @Mutation(() => String, { nullable: true, description: 'Writes, waits for as many seconds, and writes again.' })
  @Public()
  async write(
    @CurrentActor() actor: Actor,
    @Args('seconds', { type: () => Float, description: 'Seconds.' }) seconds: number,
    @Args('name', { type: () => String, description: 'What to write.' }) name: string,
  ): Promise<string> {
    try {
      await this.tenantDb.run(actor, async (tx) => {
        await tx.query(insert, [tx.agencyId, uuidv7(), `${name}.begun`]);
        await tx.query('select pg_sleep($1) /* slow write */', [seconds]);
        await tx.query(insert, [tx.agencyId, uuidv7(), `${name}.done`]);
      });
      outcomes.push(`${name} committed`);
      return 'written';
    } catch (error) {
      outcomes.push(`${name} ${(error as { code?: string }).code}`);
      throw error;
    }
  }
}

let database: TestDatabase;
let observer: pg.Client;
/** Cuts operations short after a second. */
let hasty: RunningApi;
/** Has more patience than any test. */
let patient: RunningApi;
beforeAll(async () => {
  database = await testDatabase();
  observer = new pg.Client({ connectionString: database.superuserUrl });
  await observer.connect();
  hasty = await serve(1);
  patient = await serve(25);
});
afterAll(async () => {
  await hasty?.stop();
  await patient?.stop();
  await observer?.end();
  await database?.drop();
});

const serve = (seconds: number): Promise<RunningApi> =>
  serveOneAgency(database, SlowResolver, { poolSize: POOL, seconds });

const count = async (sql: string, parameters: unknown[] = []): Promise<number> =>
  Number((await observer.query<{ n: string }>(sql, parameters)).rows[0]!.n);

/** Waits until PostgreSQL works on as many statements with this comment. */
const untilRunning = (what: 'slow read' | 'slow write', many: number): Promise<true> =>
  until(`${many} times ${what}`, async () => {
    const running = await count(
      `select count(*) n from pg_stat_activity
       where usename = 'app' and datname = current_database() and state = 'active' and query like $1`,
      [`%/* ${what} */%`],
    );
    return running === many ? true : null;
  });

const written = (action: string): Promise<number> =>
  count('select count(*) n from audit_entries where agency_id = $1 and action = $2', [AGENCY, action]);

/** Every connection works, and none holds a transaction open. */
async function expectCleanPool(api: RunningApi): Promise<void> {
  const reads = Array.from({ length: POOL * 2 }, () => ask(api, '{ slow { read(seconds: 0) } }', { token: 'any' }));
  for (const { data } of await Promise.all(reads)) expect(data).toEqual({ slow: { read: 'read' } });
  const idle = `select count(*) n from pg_stat_activity
    where usename = 'app' and datname = current_database() and state like 'idle in transaction%'`;
  expect(await count(idle)).toBe(0);
}

/** Sends an operation and hangs up once PostgreSQL works on it. */
async function hangUpDuring(what: 'slow read' | 'slow write', query: string): Promise<void> {
  const { hostname, port } = new URL(patient.url);
  const headers = { 'content-type': 'application/json', authorization: 'Bearer any' };
  const sent = request({ hostname, port, path: '/graphql', method: 'POST', headers });
  sent.on('error', () => undefined);
  sent.end(JSON.stringify({ query }));
  await untilRunning(what, 1);
  sent.destroy();
}

describe('an operation that takes longer than its deadline', () => {
  it('is answered, and its statement is gone from the database', async () => {
    const asked = ask(hasty, '{ slow { name read(seconds: 28) } }', { token: 'any' });
    await untilRunning('slow read', 1);
    const { status, data, errors, extensions } = await asked;
    await untilRunning('slow read', 0);
    expect([status, data]).toEqual([504, undefined]);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ message: 'the operation took more than 1 s', extensions: { code: 'TIMEOUT' } });
    // The work was done: nothing is given back.
    expect(extensions?.cost?.actual).toBe(extensions?.cost?.requested);
    await expectCleanPool(hasty);
  });

  it('writes nothing of what it began', async () => {
    const { status, data, errors } = await ask(hasty, 'mutation { write(seconds: 28, name: "late") }', {
      token: 'any',
    });
    expect([status, data, errors?.[0]?.extensions.code]).toEqual([504, undefined, 'TIMEOUT']);
    await untilRunning('slow write', 0);
    expect(outcomes).toContain('late TIMEOUT');
    expect([await written('late.begun'), await written('late.done')]).toEqual([0, 0]);
    await expectCleanPool(hasty);
  });

  it('keeps what an earlier field of the mutation committed, and says so', async () => {
    const query = 'mutation { a: write(seconds: 0, name: "first") b: write(seconds: 28, name: "second") }';
    const { status, data, errors } = await ask(hasty, query, { token: 'any' });
    expect([status, data]).toEqual([200, { a: 'written', b: null }]);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ path: ['b'], extensions: { code: 'TIMEOUT' } });
    expect([await written('first.done'), await written('second.begun')]).toEqual([1, 0]);
  });

  it('holds no connection, however many such operations come', async () => {
    const slow = Array.from({ length: POOL * 3 }, () => ask(hasty, '{ slow { read(seconds: 28) } }', { token: 'any' }));
    for (const { status } of await Promise.all(slow)) expect(status).toBe(504);
    await untilRunning('slow read', 0);
    await expectCleanPool(hasty);
  });
});

describe('a client that hangs up', () => {
  it('leaves no read running', async () => {
    await hangUpDuring('slow read', '{ slow { read(seconds: 24) } }');
    const hungUpAt = Date.now();
    await untilRunning('slow read', 0);
    expect(Date.now() - hungUpAt).toBeLessThan(10_000);
    await expectCleanPool(patient);
  });

  it('leaves a write that finishes, so that asking again with the same key finds it done', async () => {
    await hangUpDuring('slow write', 'mutation { write(seconds: 0.5, name: "left") }');
    await until('the write', async () => (outcomes.some((outcome) => outcome.startsWith('left')) ? true : null));
    expect(outcomes).toContain('left committed');
    expect(await written('left.done')).toBe(1);
    await expectCleanPool(patient);
  });
});

describe('an API with no free connection', () => {
  it('says so at once to those beyond what can be served, and within seconds to the others', async () => {
    const holders = Array.from({ length: POOL }, () => ask(patient, '{ slow { read(seconds: 8) } }', { token: 'any' }));
    await untilRunning('slow read', POOL);
    const startedAt = Date.now();
    const timed = await Promise.all(
      Array.from({ length: POOL * 20 + 5 }, async () => {
        const answer = await ask(patient, '{ slow { read(seconds: 0) } }', { token: 'any' });
        return { ...answer, after: Date.now() - startedAt };
      }),
    );
    for (const { status, headers, errors } of timed) {
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
      expect(errors).toHaveLength(1);
      expect(Object.keys(errors![0]!.extensions)).toEqual(['code', 'requestId']);
      expect(errors![0]!.extensions.code).toBe('UNAVAILABLE');
    }
    const waits = timed.map(({ after }) => after).sort((one, other) => one - other);
    expect(waits.slice(0, 5).every((wait) => wait < 2_500)).toBe(true);
    expect(waits.at(-1)).toBeLessThan(7_000);
    for (const { data } of await Promise.all(holders)) expect(data).toEqual({ slow: { read: 'read' } });
    await expectCleanPool(patient);
  });
});
