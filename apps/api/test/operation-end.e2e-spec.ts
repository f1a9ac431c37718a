import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Field, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Actor, createApi, CurrentActor, Public, PublicType, TenantDb, type RunningApi } from '#platform';
import { TEST_HTTP, testDatabase, type TestDatabase } from '#testing';
import pg from 'pg';
import { apiModules } from '../src/app.module.js';
import { ask } from './ask.js';
import { serveOneAgency } from './one-agency.js';

const POOL = 3;

@ObjectType({ description: 'A thing whose parts are read from the database.' })
@PublicType()
class Thing {
  @Field(() => String, { description: 'A name.' })
  name: string;
}

const order: string[] = [];

@Resolver(() => Thing)
class ThingResolver {
  constructor(private readonly tenantDb: TenantDb) {}

  @Query(() => Thing, { nullable: true, description: 'A thing.' })
  @Public()
  thing(): Thing {
    return { name: 'thing' };
  }

  @ResolveField(() => String, { description: 'Fails at once, which ends the operation.' })
  fails(): string {
    throw new Error('no name');
  }

  @ResolveField(() => String, { description: 'Still reads then.' })
  async slow(@CurrentActor() actor: Actor): Promise<string> {
    await this.tenantDb.read(actor, (tx) => tx.query('select pg_sleep(0.1)'));
    const [row] = await this.tenantDb.read(actor, (tx) => tx.query<{ now: string }>('select now()::text as now'));
    return row!.now;
  }

  @Mutation(() => String, { nullable: true, description: 'Waits, then notes its turn.' })
  @Public()
  async first(@CurrentActor() actor: Actor): Promise<string> {
    return this.note(actor, 'first', 0.2);
  }

  @Mutation(() => String, { nullable: true, description: 'Notes its turn at once.' })
  @Public()
  async second(@CurrentActor() actor: Actor): Promise<string> {
    return this.note(actor, 'second', 0);
  }

  private async note(actor: Actor, name: string, seconds: number): Promise<string> {
    await this.tenantDb.run(actor, (tx) => tx.query('select pg_sleep($1)', [seconds]));
    order.push(name);
    return name;
  }
}

let database: TestDatabase;
let config: Parameters<typeof apiModules>[0];
beforeAll(async () => {
  database = await testDatabase();
  config = {
    NODE_ENV: 'test',
    PARLEY_DATABASE_URL: database.urls.app,
    PARLEY_OPERATOR_DATABASE_URL: database.urls.operator,
    PARLEY_QUEUE_URL: database.urls.queue,
    PARLEY_MASTER_KEY: database.masterKey,
    PARLEY_ISSUER: 'http://127.0.0.1',
    ...TEST_HTTP,
    PARLEY_LOG_LEVEL: 'silent',
    PARLEY_DRAIN_SECONDS: 0,
    PARLEY_METRICS_HOST: '127.0.0.1',
    PARLEY_METRICS_PORT: null,
    OTEL_EXPORTER_OTLP_ENDPOINT: null,
    PARLEY_BLOB_FOLDER: null,
    PARLEY_POOL_SIZE: POOL,
  };
});
afterAll(() => database?.drop());

/** Connections of the application's role, and how many of them hold a transaction open without doing anything. */
async function connections(): Promise<{ open: number; idleInTransaction: number }> {
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  const { rows } = await client.query<{ open: number; idle: number }>(
    `select count(*)::int as open, count(*) filter (where state like 'idle in transaction%')::int as idle
     from pg_stat_activity where usename = 'app' and datname = current_database()`,
  );
  await client.end();
  return { open: rows[0]!.open, idleInTransaction: rows[0]!.idle };
}

describe('an operation that ends', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await serveOneAgency(database, ThingResolver, { poolSize: POOL });
  });
  afterAll(() => api?.stop());

  it('gives its connection back although siblings of a failed field still read', async () => {
    const query = '{ thing { fails a: slow b: slow } }';
    for (let round = 0; round < 2; round++) {
      const answers = await Promise.all(Array.from({ length: POOL * 4 }, () => ask(api, query, { token: 'any' })));
      for (const { data, errors } of answers) {
        expect(data).toEqual({ thing: null });
        expect(errors?.some(({ message }) => message === 'internal error')).toBe(true);
      }
    }
    const { data } = await ask(api, '{ thing { name a: slow b: slow } }', { token: 'any' });
    const { thing } = data as unknown as { thing: { a: string; b: string } };
    // One snapshot an operation: both fields saw the same moment.
    expect(thing.a).toBe(thing.b);
    expect(await connections()).toMatchObject({ idleInTransaction: 0 });
  });

  it('ran the fields of a mutation one after another, also in its compiled form', async () => {
    for (let time = 0; time < 3; time++) {
      order.length = 0;
      expect((await ask(api, 'mutation { first second }', { token: 'any' })).data).toEqual({
        first: 'first',
        second: 'second',
      });
      expect(order).toEqual(['first', 'second']);
    }
  });

  it('was of one agency: a caller of none gets no transaction', async () => {
    const { errors } = await ask(api, '{ thing { slow } }');
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('the API as it is served', () => {
  it('starts with every context, is ready, refuses a forged token, and leaves no connection behind', async () => {
    const api = await createApi({ config, modules: apiModules(config) });
    const ready = await fetch(`${api.url}/health/ready`);
    const forged = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
      body: '{"query":"{ __typename }"}',
    });
    await api.stop();
    expect(ready.status).toBe(200);
    expect(forged.status).toBe(401);
    await expect(fetch(`${api.url}/health/live`)).rejects.toThrow();
    // The server notices a closed connection a moment later.
    const patience = Date.now() + 5_000;
    while ((await connections()).open > 0 && Date.now() < patience) await new Promise(setImmediate);
    expect((await connections()).open).toBe(0);
  });
});
