import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#testing';
import pg from 'pg';
import { createLogger } from '../logging/logger.js';
import { AgencyTurns } from './agency-turns.js';
import { CLAIM } from './claim.queries.js';
import { ANY_PRIORITY, Claims, claimValues, relayOptions, type Claim } from './claims.js';

const agency = (letter: string): string => `${letter.repeat(8)}-0000-4000-8000-000000000000`;
const [A, B, C] = [agency('a'), agency('b'), agency('c')];

describe('claiming', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let claims: Claims;
  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  beforeEach(async () => {
    await client.query('truncate tasks');
    claims = new Claims(database.urls.relay, 30, createLogger('test', 'silent'));
  });
  afterEach(() => claims.close());
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const add = (
    agencyId: string,
    count: number,
    own: { priority?: number; due?: string; lane?: string } = {},
  ): Promise<unknown> =>
    client.query(
      `insert into tasks (agency_id, name, payload, priority, lane, due_at)
       select $1, 'test', '{}', $3, $5, now() + $4::interval + n * interval '1 ms' from generate_series(1, $2::int) n`,
      [agencyId, count, own.priority ?? 50, own.due ?? '-1 hour', own.lane ?? 'general'],
    );
  const all = async (): Promise<Claim[]> => {
    const taken: Claim[] = [];
    for (let claim = await claims.next(); claim; claim = await claims.next()) taken.push(claim);
    return taken;
  };
  const letters = (taken: readonly Claim[]): string => taken.map(({ agencyId }) => agencyId[0]).join('');
  const expire = (): Promise<unknown> => client.query(`update tasks set lease_until = now() - interval '1 s'`);
  const rows = async () =>
    (
      await client.query<{ state: string; attempts: number; crashes: number; stuck: boolean }>(
        'select state, attempts, crashes, stuck_at is not null as stuck from tasks order by agency_id',
      )
    ).rows;

  it('gives each agency its turn: the thousand of one do not delay the two of another', async () => {
    await add(A, 1_000, { due: '-2 hours' });
    await add(B, 2);
    await add(C, 3);
    const taken: Claim[] = [];
    for (let n = 0; n < 10; n += 1) taken.push((await claims.next())!);
    expect(letters(taken)).toBe('abcabcacaa');
  });

  it('keeps the turns when several slots ask at once', async () => {
    for (const agencyId of [A, B, C]) await add(agencyId, 2);
    const taken = await Promise.all(Array.from({ length: 6 }, () => claims.next()));
    expect(letters(taken as Claim[])).toBe('abcabc');
  });

  it('takes what is more urgent first, and in an agency what is due longest', async () => {
    await add(A, 2, { due: '-1 day' });
    await add(B, 1, { priority: 10 });
    await add(A, 1, { priority: 10, due: '-1 minute' });
    const taken = await all();
    expect(letters(taken)).toBe('abaa');
    expect(taken.map(({ priority }) => priority)).toEqual([10, 10, 50, 50]);
  });

  it('leaves what is not due yet and what another worker holds', async () => {
    await add(A, 1, { due: '1 hour' });
    await add(B, 1);
    expect(letters(await all())).toBe('b');
    expect(await claims.next()).toBeNull();
  });

  it('takes over from a worker that fell silent with a new token, and counts the crash', async () => {
    await add(A, 1);
    const [first] = await all();
    await expire();
    const [second] = await all();
    expect([first!.token, second!.token]).toEqual(['1', '2']);
    expect(await claims.extend([first!, second!])).toEqual(new Set([second]));
    expect(await rows()).toEqual([{ state: 'READY', attempts: 2, crashes: 1, stuck: false }]);
  });

  it('leaves a task to a person after three crashes, and goes on with the next', async () => {
    await add(A, 1);
    for (let crash = 1; crash <= 3; crash += 1) {
      expect(await all()).toHaveLength(1);
      await expire();
    }
    await add(B, 1);
    expect(letters(await all())).toBe('b');
    expect((await rows())[0]).toEqual({ state: 'POISON', attempts: 3, crashes: 3, stuck: true });
  });

  it('takes of the lane that it is asked for, and no less urgent than it is asked for', async () => {
    await add(A, 1);
    await add(B, 1, { lane: 'gpu' });
    await add(C, 1, { lane: 'gpu', priority: 10 });
    expect((await claims.next({ lane: 'gpu', upTo: 10 }))?.agencyId).toBe(C);
    expect(await claims.next({ lane: 'gpu', upTo: 10 })).toBeNull();
    expect(await claims.next({ lane: 'gpu', upTo: ANY_PRIORITY })).toMatchObject({ agencyId: B, lane: 'gpu' });
    expect(letters(await all())).toBe('a');
  });

  it('lets who asks for long tasks not hold more than others that wait', async () => {
    await add(A, 10);
    const long = [await claims.next(), await claims.next(), await claims.next()];
    await add(B, 10);
    const quick: Claim[] = [];
    for (let n = 0; n < 5; n += 1) {
      const claim = (await claims.next())!;
      quick.push(claim);
      claims.ended(claim);
    }
    expect([letters(long as Claim[]), letters(quick)]).toEqual(['aaa', 'bbbbb']);
  });

  it('reads a few pages, however much is due, or not due, or of how many agencies', async () => {
    await add(B, 30_000);
    await add(C, 30_000, { due: '1 day' });
    // More urgent, and in a lane before and one after that nobody here serves.
    for (const lane of ['a-lane', 'z-lane']) await add(A, 10_000, { lane, priority: 10 });
    await client.query(
      `insert into tasks (agency_id, name, payload, priority, due_at)
       select gen_random_uuid(), 'test', '{}', 50, now() + interval '1 day' from generate_series(1, 500)`,
    );
    const relay = new pg.Client({ connectionString: database.urls.relay, options: relayOptions });
    await relay.connect();
    const pages = async (priority: number, served: string): Promise<number> => {
      const turns = new AgencyTurns();
      turns.took(priority, served);
      const { rows: plan } = await relay.query<{ 'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number } }] }>({
        text: `explain (analyze, buffers, format json) ${CLAIM}`,
        values: claimValues({ lane: 'general', upTo: ANY_PRIORITY }, turns, 30),
      });
      return plan[0]!['QUERY PLAN'][0].Plan['Shared Hit Blocks'];
    };
    // Planned once before, as in a worker that has been running for weeks.
    await pages(50, A);
    expect(await pages(50, B)).toBeLessThan(150);
    expect(await pages(50, C)).toBeLessThan(150);
    await client.query(`delete from tasks where due_at < now() and lane = 'general'`);
    await client.query('vacuum tasks');
    expect(await pages(50, A)).toBeLessThan(150);
    await relay.end();
  });
});
