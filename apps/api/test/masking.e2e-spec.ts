import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import type { RunningApi } from '#platform';
import { connect } from 'node:net';
import { ask } from './ask.js';
import { DATABASE_FAULT, logged, startSmallApi } from './small-api.js';

@Controller('faulty')
class FaultyController {
  @Get()
  get(): string {
    throw Object.assign(new Error(DATABASE_FAULT), { parameters: ['I said this'], detail: 'Key (name)=(said)' });
  }
}

@Module({ controllers: [FaultyController] })
class FaultyModule {}

let api: RunningApi;
beforeAll(async () => {
  api = await startSmallApi([FaultyModule]);
});
afterAll(() => api?.stop());
beforeEach(() => void (logged.length = 0));

const JSON_TYPE = { 'content-type': 'application/json' };

interface Failure {
  errors: { message: string; extensions: { code: string; requestId: string } }[];
}

async function failureOf(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; message: string; code: string }> {
  const response = await fetch(`${api.url}${path}`, init);
  const { errors } = (await response.json()) as Failure;
  const [{ message, extensions }] = errors as [Failure['errors'][0]];
  expect(extensions.requestId).toBe(response.headers.get('x-request-id'));
  expect(Object.keys(extensions)).toEqual(['code', 'requestId']);
  return { status: response.status, message, code: extensions.code };
}

/** What the server says to bytes that are no HTTP. */
const answerTo = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const { port, hostname } = new URL(api.url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
  });

describe('a request that fails outside GraphQL is answered in the form of all errors, with its request id', () => {
  const failures: [string, string, RequestInit, number, string][] = [
    ['at no address, which is not repeated', '/nothing?secret=1', {}, 404, 'BAD_REQUEST'],
    ['at an address that is none', '/%zz', {}, 400, 'BAD_REQUEST'],
    ['by a method that is not answered', '/graphql', { method: 'DELETE' }, 405, 'BAD_REQUEST'],
    [
      'with JSON that is none',
      '/graphql',
      { method: 'POST', headers: JSON_TYPE, body: '{"a": secret}' },
      400,
      'BAD_REQUEST',
    ],
    ['with no body', '/graphql', { method: 'POST', headers: JSON_TYPE, body: '' }, 400, 'BAD_REQUEST'],
    [
      'with too long a body',
      '/graphql',
      { method: 'POST', headers: JSON_TYPE, body: 'x'.repeat(5e6) },
      413,
      'BAD_REQUEST',
    ],
    [
      'with another content type',
      '/graphql',
      { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' },
      415,
      'BAD_REQUEST',
    ],
    ['by a fault of ours', '/faulty', {}, 500, 'INTERNAL'],
  ];
  it.each(failures)('%s', async (_what, path, init, status, code) => {
    const failure = await failureOf(path, init);
    expect(failure).toMatchObject({ status, code });
    expect(JSON.stringify(failure)).not.toMatch(/secret|%zz|FST_|Avery|said|\/nothing/);
  });

  it('and what is wrong is in the log alone, without what people said', async () => {
    const { message } = await failureOf('/faulty');
    expect(message).toBe('internal error');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain(DATABASE_FAULT);
    expect(logged[0]).not.toMatch(/said/);
  });

  it('and bytes that are no HTTP get a line without anything of ours', async () => {
    const long = await answerTo(`GET /graphql HTTP/1.1\r\nhost: a\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(long).toMatch(/^HTTP\/1\.1 431 /);
    for (const bytes of [
      'NOTHING /graphql HTTP/1.1\r\n\r\n',
      `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n`,
    ]) {
      const answer = await answerTo(bytes);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('"message":"Client Error"');
    }
  });
});

describe('an error of GraphQL does not tell', () => {
  it('the names of fields, types and arguments that are near, where introspection is off', async () => {
    const near = [
      '{ helo }',
      '{ cohort { nam } }',
      '{ byId(cohortid: "a") }',
      '{ search(text: "a") { ... on Chort { name } } }',
      'query($a: Strin) { byId(cohortId: $a) }',
    ];
    const open = await startSmallApi([], true);
    for (const query of near) {
      for (let time = 0; time < 2; time++) {
        const { errors } = await ask(api, query, { token: 'cohort:read' });
        expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
        expect(JSON.stringify(errors)).not.toContain('Did you mean');
      }
      const { errors } = await ask(open, query, { token: 'cohort:read' });
      expect(JSON.stringify(errors)).toContain('Did you mean');
    }
    await open.stop();
  });

  it('which of several operations it did not find', async () => {
    const { errors, headers } = await ask(api, 'query A { hello } query B { hello }');
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message: 'operationName must say which operation to run',
      extensions: { code: 'BAD_INPUT', requestId: headers.get('x-request-id') },
    });
  });

  it('the value of a variable that does not fit, beyond its first words', async () => {
    const query = 'query($first: Int!) { cohorts(first: $first) { nodes { name } } }';
    const { errors } = await ask(api, query, { token: 'cohort:read', variables: { first: 'x'.repeat(5_000) } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_INPUT');
    expect(errors![0]!.message.length).toBeLessThan(310);
  });
});

describe('a page of another site', () => {
  const get = (headers: Record<string, string>) => fetch(`${api.url}/graphql?query={hello}`, { headers });

  it('cannot make a browser ask over GET', async () => {
    for (const site of ['cross-site', 'same-site']) expect((await get({ 'sec-fetch-site': site })).status).toBe(403);
    for (const site of ['same-origin', 'none']) expect((await get({ 'sec-fetch-site': site })).status).toBe(200);
    // No browser sends a token across sites without asking first.
    expect((await get({ 'sec-fetch-site': 'cross-site', authorization: 'Bearer cohort.read' })).status).toBe(200);
  });

  it('is told no when its browser asks whether it may', async () => {
    const headers = {
      origin: 'https://elsewhere.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,authorization',
    };
    const asked = await fetch(`${api.url}/graphql`, { method: 'OPTIONS', headers });
    expect([asked.status, asked.headers.get('allow')]).toEqual([405, 'GET, POST']);
    const answered = await get({ origin: 'https://elsewhere.example' });
    for (const { headers: all } of [asked, answered]) {
      expect([...all.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});
