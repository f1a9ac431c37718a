import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningApi } from '#platform';
import { ask, type Answer } from './ask.js';
import { seen, startSmallApi } from './small-api.js';

const token = 'cohort:read+cohort:write+session:read';
const BUCKET = 25_000;

let api: RunningApi;
beforeAll(async () => {
  api = await startSmallApi([], false, { PARLEY_COST_BUCKET: BUCKET, PARLEY_COST_RESTORE: 1 });
});
afterAll(() => api?.stop());

/** A caller of its own for each test: the tokens of the small API name the principal before the scopes. */
let callers = 0;
const someone = (): string => `caller${++callers}~${token}`;

const costOf = ({ extensions }: Answer) => extensions!.cost!;

describe('an answer says what it cost', () => {
  const costs: [string, string, unknown, { requested: number; actual: number }][] = [
    ['nothing but its own type', '{ __typename }', {}, { requested: 1, actual: 1 }],
    ['a word', '{ hello }', {}, { requested: 1, actual: 1 }],
    ['one object', '{ cohort { id name } }', {}, { requested: 2, actual: 2 }],
    ['an object under two names', '{ a: cohort { id } b: cohort { id } }', {}, { requested: 4, actual: 4 }],
    [
      'an object in a fragment twice',
      '{ cohort { ...f ...f } } fragment f on Cohort { self { id } }',
      {},
      { requested: 3, actual: 3 },
    ],
    ['a page', '{ cohorts(first: 20) { nodes { id } } }', {}, { requested: 21, actual: 21 }],
    ['a page through edges', '{ cohorts(first: 20) { edges { node { id } } } }', {}, { requested: 21, actual: 21 }],
    [
      'a page through both',
      '{ cohorts(first: 20) { nodes { id } edges { node { id } } } }',
      {},
      { requested: 21, actual: 21 },
    ],
    ['only the end of a page', '{ cohorts(first: 20) { pageInfo { endCursor } } }', {}, { requested: 21, actual: 21 }],
    [
      'a page sized by a variable',
      'query($n: Int!) { cohorts(first: $n) { nodes { id } } }',
      { n: 30 },
      { requested: 31, actual: 31 },
    ],
    [
      'a page sized by a default',
      'query($n: Int! = 7) { cohorts(first: $n) { nodes { id } } }',
      {},
      { requested: 8, actual: 8 },
    ],
    [
      'what is below a page, once for each row',
      'query($n: Int!) { cohorts(first: $n) { nodes { self { id } } } }',
      { n: 30 },
      { requested: 61, actual: 61 },
    ],
    [
      'less than was asked for',
      '{ cohorts(first: 100, after: "WzI0OSwiMDE5MmYwYzEtN2EzZS03YmJiLTgwMDAtMDAwMDAwMDAwMDAxIl0") { nodes { id } } }',
      {},
      { requested: 101, actual: 1 },
    ],
    ['a list of unknown length', '{ cohort { sessions { id } } }', {}, { requested: 7, actual: 3 }],
  ];
  it.each(costs)('%s', async (_what, query, variables, expected) => {
    const caller = someone();
    // The second and third time the server runs what it compiled.
    for (let time = 1; time <= 3; time++) {
      const answer = await ask(api, query, { token: caller, variables });
      expect(answer.errors).toBeUndefined();
      expect(costOf(answer)).toMatchObject(expected);
      const { maximumAvailable, currentlyAvailable, restoreRate } = costOf(answer).throttleStatus;
      expect([maximumAvailable, restoreRate]).toEqual([BUCKET, 1]);
      // What was taken and not needed is given back; a point or two came back meanwhile.
      expect(Math.abs(currentlyAvailable - (BUCKET - time * expected.actual))).toBeLessThan(3);
    }
  });

  it('with each row of an input', async () => {
    const rows = Array.from({ length: 300 }, () => ({ email: 'avery@example.org' }));
    const query = 'mutation($input: CreateCohortInput!) { createCohort(input: $input) { cohort { id } } }';
    const answer = await ask(api, query, { token: someone(), variables: { input: { name: 'a', rows } } });
    expect(costOf(answer)).toMatchObject({ requested: 311, actual: 311 });
  });

  it('and introspection costs no more than a question', async () => {
    const open = await startSmallApi([], true);
    const answer = await ask(open, '{ __schema { types { name fields { name type { name } } } } }');
    await open.stop();
    expect(costOf(answer)).toMatchObject({ requested: 1, actual: 1 });
  });
});

describe('an operation that costs too much', () => {
  const query =
    'query($n: Int!) { cohorts(first: $n) { nodes { self { a: self { id } b: self { id } sessions { id } } } } }';

  it('is refused before it runs, whatever its variables hide, with both numbers', async () => {
    const deep = `query($n: Int!) { cohorts(first: $n) { nodes { a: self { ...f } b: self { ...f } c: self { ...f } } } }
      fragment f on Cohort { d: self { ...g } e: self { ...g } f: self { ...g } g: self { ...g } }
      fragment g on Cohort { h: sessions { id } i: sessions { id } j: sessions { id } k: sessions { id } }`;
    const caller = someone();
    const { status, data, errors, extensions } = await ask(api, deep, { token: caller, variables: { n: 100 } });
    expect(status).toBe(200);
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'TOO_COMPLEX',
      requested: extensions!.cost!.requested,
      maximum: 25_000,
    });
    expect(extensions!.cost).toMatchObject({ actual: null, throttleStatus: { currentlyAvailable: BUCKET } });
    expect((await ask(api, deep, { token: caller, variables: { n: 10 } })).errors).toBeUndefined();
  });

  it('is refused when fragments write down more places than words', async () => {
    const names = 'abcdefgh'.split('');
    const fragments = names.map((name, n) => {
      const next = n === names.length - 1 ? 'id' : `...${names[n + 1]}`;
      return `fragment ${name} on Cohort { self { ${next} } x: self { ${next} } y: self { ${next} } }`;
    });
    const { errors } = await ask(api, `{ cohort { ...a } } ${fragments.slice(0, 7).join(' ')} ${fragments[7]}`, {
      token,
    });
    expect(errors?.[0]?.extensions.code).toBe('TOO_COMPLEX');
  });

  it('waits its turn: 429 with Retry-After, and nothing runs, also a mutation', async () => {
    const caller = someone();
    const page = { token: caller, variables: { n: 100 } };
    let answer = await ask(api, query, page);
    for (let time = 0; answer.status === 200 && time < 60; time++) answer = await ask(api, query, page);
    expect(answer.status).toBe(429);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.extensions.code).toBe('THROTTLED');
    const { requested, throttleStatus } = costOf(answer);
    const missing = requested - throttleStatus.currentlyAvailable;
    const retryAfter = Number(answer.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThanOrEqual(missing - 1);
    expect(retryAfter).toBeLessThanOrEqual(missing + 2);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ retryAfterSeconds: retryAfter });

    const before = seen.writes;
    const rows = Array.from({ length: throttleStatus.currentlyAvailable }, () => ({ email: 'avery@example.org' }));
    const write = 'mutation($input: CreateCohortInput!) { createCohort(input: $input) { cohort { id } } }';
    const written = await ask(api, write, { token: caller, variables: { input: { name: 'a', rows } } });
    expect(written.status).toBe(429);
    expect(seen.writes).toBe(before);
    // Another caller is not held up by it.
    expect((await ask(api, query, { ...page, token: someone() })).status).toBe(200);
  });
});
