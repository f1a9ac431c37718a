import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_VARIABLES, loadConfiguration } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import { startApi, type RunningApiProcess } from '../src/start-api.js';

describe('an API process under watch', () => {
  let database: TestDatabase;
  let api: RunningApiProcess;
  beforeAll(async () => {
    database = await testDatabase();
    api = await startApi(
      loadConfiguration(API_VARIABLES, {
        PARLEY_DATABASE_URL: database.urls.app,
        PARLEY_OPERATOR_DATABASE_URL: database.urls.operator,
        PARLEY_QUEUE_URL: database.urls.queue,
        PARLEY_MASTER_KEY: database.masterKey,
        PARLEY_ISSUER: 'http://parley.test',
        PARLEY_HTTP_PORT: '0',
        PARLEY_LOG_LEVEL: 'silent',
        PARLEY_METRICS_PORT: '0',
      }),
    );
  });
  afterAll(async () => {
    await api?.stop();
    await database?.drop();
  });

  const ask = (query: string, operationName?: string, token?: string): Promise<Response> =>
    fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, operationName }),
    });
  const metrics = async (): Promise<string> => (await fetch(`${api.operationsUrl}/metrics`)).text();

  it('counts requests by what they were and how they ended, and never by a word of the client', async () => {
    await ask('query AveryExample { __typename }', 'AveryExample');
    await ask('{ __typename }', undefined, 'forged');
    await ask('{ nothingOfTheKind }');
    await fetch(`${api.url}/graphql`, { method: 'DELETE' });
    await fetch(`${api.url}/avery/example`);
    const text = await metrics();
    expect(text).toContain('parley_graphql_operation_seconds_count{type="query",outcome="OK"} 1');
    expect(text).toContain('parley_graphql_operation_seconds_count{type="query",outcome="UNAUTHENTICATED"} 1');
    expect(text).toContain(
      'parley_graphql_operation_seconds_count{type="unknown",outcome="GRAPHQL_VALIDATION_FAILED"} 1',
    );
    expect(text).toContain('parley_graphql_operation_seconds_count{type="unknown",outcome="BAD_REQUEST"} 1');
    expect(text).toContain('parley_http_request_seconds_count{method="POST",route="/graphql",status="401"} 1');
    expect(text).toMatch(/parley_http_request_seconds_count\{method="GET",route="[^/]*",status="404"\} 1/);
    expect(text).not.toMatch(/avery|nothingOfTheKind|forged/i);
  });

  it('tells how its pools stand', async () => {
    await fetch(`${api.url}/health/ready`);
    const text = await metrics();
    expect(text).toContain('parley_database_pool_limit{source="parley-api"} 10');
    expect(text).toMatch(/parley_database_pool_connections\{source="parley-api",state="idle"\} [1-9]/);
    expect(text).toContain('parley_database_pool_connections{source="parley-api",state="waiting"} 0');
    expect(text).toContain('parley_database_pool_limit{source="parley-api-operator"} 2');
  });

  it('tells none of it on the port of its clients', async () => {
    for (const path of ['/metrics', '/health/metrics']) expect((await fetch(`${api.url}${path}`)).status).toBe(404);
  });

  it('refuses to be ready as soon as it is asked to end, and serves all that still comes', async () => {
    expect((await fetch(`${api.url}/health/ready`)).status).toBe(200);
    api.drain();
    expect((await fetch(`${api.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${api.operationsUrl}/health/ready`)).status).toBe(503);
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
    const answer = await ask('{ __typename }');
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  });
});
