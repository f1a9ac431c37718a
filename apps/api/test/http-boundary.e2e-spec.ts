import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, printSorted, undescribed, type RunningApi } from '#platform';
import { getIntrospectionQuery, printSchema } from 'graphql';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { connect } from 'node:net';
import { ask } from './ask.js';
import { CohortModule, startSmallApi } from './small-api.js';

let api: RunningApi;
beforeAll(async () => {
  api = await startSmallApi([], true);
});
afterAll(() => api?.stop());

const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${api.url}/graphql`, { method: 'POST', headers, body });

describe('GraphQL over HTTP', () => {
  it('refuses what a browser sends across sites without asking first', async () => {
    const query = '{ hello }';
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'application/graphql',
      'multipart/form-data; boundary=a',
      '',
    ]) {
      const body = type.includes('form') ? new URLSearchParams({ query }).toString() : JSON.stringify({ query });
      const response = await post(body, type === '' ? {} : { 'content-type': type });
      expect([type, response.status]).toEqual([type, 415]);
      expect(await response.json()).not.toHaveProperty('data');
    }
  });

  it('refuses batches, bodies that are no request, and syntax trees in place of a document', async () => {
    const tree = JSON.stringify({ kind: 'Document', definitions: [] });
    const bodies = [
      '[{"query":"{hello}"}]',
      '[]',
      '"a"',
      'null',
      '7',
      '{}',
      '{"query":""}',
      '{"query":7}',
      JSON.stringify({ query: tree }),
    ];
    for (const variables of ['[]', '"a"', '7']) bodies.push(`{"query":"{hello}","variables":${variables}}`);
    bodies.push(
      '{"query":"{hello}","operationName":7}',
      '{"query":"{hello}","extensions":[]}',
      '{"query":',
      '{"__proto__":{"query":"{hello}"}}',
    );
    for (const body of bodies) {
      const response = await post(body);
      expect([body, response.status]).toEqual([body, 400]);
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
      expect(errors[0]?.extensions.code).toBe('BAD_REQUEST');
    }
  });

  it('takes null for what is absent', async () => {
    const response = await post('{"query":"{hello}","variables":null,"extensions":null,"operationName":null}');
    expect(await response.json()).toMatchObject({ data: { hello: 'hello' } });
  });

  it('refuses a body over four mebibytes', async () => {
    expect(
      (await post(JSON.stringify({ query: '{hello}', variables: { a: 'x'.repeat(4 * 1024 * 1024) } }))).status,
    ).toBe(413);
  });

  it('answers in the new media type, with the true status, to who asks for it', async () => {
    const accept = 'application/graphql-response+json, application/json;q=0.9';
    const good = await ask(api, '{ hello }', { accept });
    expect([good.status, good.headers.get('content-type')]).toEqual([
      200,
      'application/graphql-response+json; charset=utf-8',
    ]);
    expect((await ask(api, '{ cohort { name } }', { accept, token: 'audit:read' })).status).toBe(403);
    expect((await ask(api, '{ nothing }', { accept })).status).toBe(400);
    expect((await ask(api, '{ broken }', { accept })).status).toBe(200);
    const old = await ask(api, '{ nothing }');
    expect([old.status, old.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  });

  it('reads over GET and never writes over it', async () => {
    const get = (query: string, more = '') => fetch(`${api.url}/graphql?query=${encodeURIComponent(query)}${more}`);
    expect(await (await get('{ hello }')).json()).toMatchObject({ data: { hello: 'hello' } });
    const writing =
      'mutation M { createCohort(input: {name: "a", rows: []}) { userErrors { code } } } query Q { hello }';
    for (let time = 0; time < 4; time++) {
      expect((await get(writing, '&operationName=M')).status).toBe(405);
      expect(await (await get(writing, '&operationName=Q')).json()).toMatchObject({ data: { hello: 'hello' } });
    }
    expect((await get('{ hello }', '&variables=%5B%5D')).status).toBe(400);
    expect((await get('{ hello }', '&operationName=Nobody')).status).toBe(400);
  });

  it('cuts a client off that never finishes its request', async () => {
    const { port, hostname } = new URL(api.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
        );
      });
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toContain('408');
  });
});

describe('documents have limits', () => {
  const nested = (depth: number): string => (depth === 1 ? 'name' : `self { ${nested(depth - 1)} }`);

  it('in depth, through fragments too', async () => {
    const token = 'cohort:read';
    expect((await ask(api, `{ cohort { ${nested(11)} } }`, { token })).errors).toBeUndefined();
    const code = async (query: string) => (await ask(api, query, { token })).errors?.[0]?.extensions.code;
    expect(await code(`{ cohort { ${nested(12)} } }`)).toBe('TOO_COMPLEX');
    expect(await code(`{ cohort { ...f } } fragment f on Cohort { ${nested(12)} }`)).toBe('TOO_COMPLEX');
    expect(await code('{ cohort { ...f } } fragment f on Cohort { name ...f }')).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('and fragments that spread each other twice take no time', async () => {
    const fragments = Array.from({ length: 60 }, (_, n) => `fragment f${n} on Cohort { ...f${n + 1} ...f${n + 1} }`);
    const query = `{ cohort { ...f0 } } ${fragments.join(' ')} fragment f60 on Cohort { name }`;
    expect((await ask(api, query, { token: 'cohort:read' })).data).toEqual({ cohort: { name: 'Spring' } });
  });

  it('in aliases, __typename included, and in tokens', async () => {
    const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ')} }`;
    expect((await ask(api, aliases(15))).errors).toBeUndefined();
    expect((await ask(api, aliases(16))).errors?.[0]?.extensions.code).toBe('TOO_COMPLEX');
    const many = await ask(api, `{ ${'hello '.repeat(1_100)} }`);
    expect(many.errors?.[0]?.message).toContain('tokens');
  });

  it('and introspection, where it is configured, fits into them', async () => {
    const { data, errors } = await ask(
      api,
      getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true, specifiedByUrl: true }),
    );
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty('__schema');
  });

  it('and introspection is refused where it is not configured', async () => {
    const closed = await startSmallApi();
    const { errors } = await ask(closed, '{ __schema { types { name } } }');
    const page = await fetch(`${closed.url}/graphiql`);
    await closed.stop();
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(page.status).toBe(404);
  });
});

describe('beside GraphQL', () => {
  it('GraphiQL is one page that loads nothing from elsewhere', async () => {
    const response = await fetch(`${api.url}/graphiql`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).not.toMatch(/<(script|link)[^>]+(src|href)="https?:/);
  });

  it('health is told', async () => {
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${api.url}/health/ready`)).status).toBe(200);
    expect((await fetch(`${api.url}/nothing`)).status).toBe(404);
  });

  it('the printed schema is the one that runs', async () => {
    const offline = await buildSchema([CohortModule]);
    const running = api.app.get(GraphQLSchemaHost, { strict: false }).schema;
    expect(printSorted(offline)).toBe(printSorted(running));
    expect(undescribed(offline)).toEqual([]);
    expect(printSchema(offline)).toContain('type CohortConnection');
  });
});
