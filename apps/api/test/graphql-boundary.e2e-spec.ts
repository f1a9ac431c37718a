import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId, type RunningApi } from '#platform';
import { ask } from './ask.js';
import { COHORT, DATABASE_FAULT, ended, logged, seen, SESSION, startSmallApi } from './small-api.js';

let api: RunningApi;
beforeAll(async () => {
  api = await startSmallApi();
});
afterAll(() => api?.stop());

const cohortId = toGlobalId('Cohort', COHORT);
const sessionId = toGlobalId('ScenarioSession', SESSION);
const missingId = toGlobalId('Cohort', '0192f0c1-7a3e-7bbb-8000-00000000ffff');

describe('an operation is refused before it runs, naming the scope', () => {
  const refused: [string, string, string][] = [
    ['a root field', '{ cohort { name } }', 'cohort:read'],
    ['a nested type', '{ cohort { name sessions { outcome } } }', 'session:read'],
    ['a nested type under an alias', '{ c: cohort { s: sessions { o: outcome } } }', 'session:read'],
    ['a nested type in a fragment', '{ cohort { ...f } } fragment f on Cohort { sessions { id } }', 'session:read'],
    [
      'a type in an inline fragment of node',
      `{ node(id: "${cohortId}") { ... on ScenarioSession { id } } }`,
      'session:read',
    ],
    ['a type of a union', '{ search(text: "a") { ... on ScenarioSession { outcome } } }', 'session:read'],
    ['every type of a union', '{ search(text: "a") { __typename } }', 'session:read'],
    [
      'a type that a mutation returns',
      'mutation { createCohort(input: {name: "a", rows: []}) { cohort { sessions { id } } } }',
      'session:read',
    ],
    ['a type in a connection', '{ cohorts(first: 1) { edges { node { sessions { id } } } } }', 'session:read'],
    ['a root field in a fragment', '{ ...f } fragment f on Query { cohort { name } }', 'cohort:read'],
    ['a type behind a fragment on Node', '{ cohort { sessions { ... on Node { id } } } }', 'session:read'],
    [
      'a type of a union behind a fragment on Node',
      '{ search(text: "a") { ...f } } fragment f on Node { id }',
      'session:read',
    ],
    ['a type that is only asked for its name', '{ cohort { sessions { __typename } } }', 'session:read'],
    [
      'a type nested in node, in a fragment used elsewhere too',
      `{ node(id: "${cohortId}") { ...f } cohort { sessions { ...f } } } fragment f on Node { id }`,
      'session:read',
    ],
    ['a field that is skipped', '{ cohort { name sessions @skip(if: true) { id } } }', 'session:read'],
  ];
  it.each(refused)('for %s', async (_what, query, scope) => {
    const token = scope === 'cohort:read' ? 'audit:read' : 'cohort:read+cohort:write';
    // The second and third time the server runs what it compiled.
    for (let time = 0; time < 3; time++) {
      const { data, errors } = await ask(api, query, { token });
      expect(data).toBeUndefined();
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope });
    }
  });

  it('for a mutation, and nothing is written', async () => {
    const before = seen.writes;
    const query = 'mutation { createCohort(input: {name: "a", rows: []}) { userErrors { code } } }';
    expect((await ask(api, query, { token: 'cohort:read' })).errors?.[0]?.extensions.scope).toBe('cohort:write');
    expect(seen.writes).toBe(before);
  });

  it('for a reach that is too short', async () => {
    expect((await ask(api, '{ anyCohort { name } }', { token: 'own~cohort:read' })).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    expect((await ask(api, '{ cohort { name } }', { token: 'own~cohort:read' })).data).toEqual({
      cohort: { name: 'Spring' },
    });
  });

  it('for a caller without a token, with a bad one, and with a header that is no token', async () => {
    for (const token of [undefined, 'bad', 'spaces in it']) {
      const { status, headers, errors } = await ask(api, '{ cohort { name } }', { token });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer');
      expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    }
    // A bad token is not silently treated as none.
    expect((await ask(api, '{ hello }', { token: 'bad' })).status).toBe(401);
    expect((await ask(api, '{ hello }')).data).toEqual({ hello: 'hello' });
  });

  it('and not for the operation beside it in the document', async () => {
    const query = 'query A { hello } query B { cohort { name } }';
    for (let time = 0; time < 4; time++) {
      expect((await ask(api, query, { operationName: 'A' })).data).toEqual({ hello: 'hello' });
      expect((await ask(api, query, { operationName: 'B' })).status).toBe(401);
      expect((await ask(api, query, { operationName: 'B', token: 'cohort:read' })).data).toEqual({
        cohort: { name: 'Spring' },
      });
      expect((await ask(api, query, { operationName: 'C' })).errors).toHaveLength(1);
      expect((await ask(api, query)).errors).toHaveLength(1);
    }
  });
});

describe('a variable with a default', () => {
  it('has it every time, not only before the document is compiled', async () => {
    const query = 'query Page($first: Int! = 2) { cohorts(first: $first) { nodes { name } } }';
    for (let time = 0; time < 4; time++) {
      const { data, errors } = await ask(api, query, { token: 'cohort:read' });
      expect(errors).toBeUndefined();
      expect((data as unknown as { cohorts: { nodes: unknown[] } }).cohorts.nodes).toHaveLength(2);
    }
  });
});

describe('node(id)', () => {
  const query = 'query Find($id: ID!) { node(id: $id) { __typename id ... on Cohort { name loudName } } }';

  it('finds what the caller may see', async () => {
    const { data } = await ask(api, query, { token: 'cohort:read', variables: { id: cohortId } });
    expect(data).toEqual({ node: { __typename: 'Cohort', id: cohortId, name: 'Spring', loudName: 'SPRING' } });
  });

  it('answers null for what is not there', async () => {
    expect((await ask(api, query, { token: 'cohort:read', variables: { id: missingId } })).data).toEqual({
      node: null,
    });
  });

  it('is refused for a type whose scope the caller lacks, whatever the document selects', async () => {
    const { errors } = await ask(api, '{ node(id: "' + sessionId + '") { id } }', { token: 'cohort:read' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'session:read' });
    expect((await ask(api, '{ node(id: "' + sessionId + '") { id } }')).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('names the argument when the id is malformed', async () => {
    for (const id of ['', 'x', 'a'.repeat(10_000), cohortId + '=', toGlobalId('PageInfo', COHORT)]) {
      const { errors } = await ask(api, query, { token: 'cohort:read', variables: { id } });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ field: 'id' }] });
    }
  });
});

describe('a fault of ours', () => {
  it('is masked, logged once with the request id, and told by its id alone', async () => {
    logged.length = 0;
    const { status, errors, headers } = await ask(api, '{ broken hello }');
    expect(status).toBe(200);
    expect(JSON.stringify(errors)).not.toContain('Avery');
    const requestId = headers.get('x-request-id');
    expect(errors?.[0]).toMatchObject({
      message: 'internal error',
      path: ['broken'],
      extensions: { code: 'INTERNAL', requestId },
    });
    expect(logged.filter((line) => line.includes(DATABASE_FAULT) && line.includes(String(requestId)))).toHaveLength(1);
  });

  it('is masked in authentication too', async () => {
    const { status, errors } = await ask(api, '{ hello }', { token: 'crash' });
    expect(status).toBe(500);
    expect(JSON.stringify(errors)).not.toContain('10.0.0.7');
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
  });

  it('never keeps an operation open: whatever ran is ended', async () => {
    const { headers } = await ask(api, '{ broken }');
    expect(ended).toContain(headers.get('x-request-id'));
  });
});

it('gives each request an actor of its own', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(api, '{ whoAmI }', { token: 'cohort:read' })));
  expect(new Set(answers.map(({ data }) => (data as never as { whoAmI: string }).whoAmI)).size).toBe(20);
});
