import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SubscriptionServer } from '#platform';
import { until } from '#testing';
import { FAULT, startBroadcasting, type BroadcastingApi } from './broadcasting-api.js';
import { SocketClient } from './socket-client.js';

const TOLD = 'subscription { told { text } }';
const FRIEND = 'https://training.example';

/** What the socket itself lets through, before any context has a say. */
describe('a subscription socket', () => {
  let served: BroadcastingApi;
  let url: string;
  const clients: SocketClient[] = [];

  beforeAll(async () => {
    served = await startBroadcasting({ initMs: 250 }, [FRIEND]);
    url = `${served.api.url}/graphql`;
  });
  afterEach(() => clients.splice(0).forEach(({ socket }) => socket.terminate()));
  afterAll(() => served?.api.stop());

  const connect = (address = url, options: ConstructorParameters<typeof SocketClient>[1] = {}): SocketClient => {
    const client = new SocketClient(address, options);
    clients.push(client);
    return client;
  };
  const ready = (token = 'watcher'): Promise<SocketClient> => connect().ready(token);

  it('speaks graphql-transport-ws, and not the protocol before it', async () => {
    const old = connect(url, { protocols: ['graphql-ws'] });
    await old.closure();
    expect(old.messages).toEqual([]);
    const both = await connect(url, { protocols: ['graphql-ws', 'graphql-transport-ws'] }).ready('watcher');
    expect(both.socket.protocol).toBe('graphql-transport-ws');
  });

  it('opens for no page of another site, and for none that is not listed', async () => {
    for (const origin of ['https://evil.example', 'null', `${FRIEND}.evil.example`, 'http://training.example', url]) {
      expect(await connect(url, { origin }).refusal()).toBe(403);
    }
    await connect(url, { origin: FRIEND }).ready('watcher');
    await ready();
  });

  it('takes no token, nor anything else, from the address', async () => {
    expect(await connect(`${url}?access_token=watcher`).refusal()).toBe(400);
    expect(await connect(`${served.api.url}/other`).refusal()).toBe(404);
    const silent = await connect(url, { headers: { authorization: 'Bearer watcher' } }).opened();
    silent.subscribe('1', TOLD);
    expect((await silent.closure()).code).toBe(4401);
  });

  it('closes when nobody says who they are in time', async () => {
    const silent = await connect().opened();
    silent.send({ type: 'ping' });
    expect(await silent.closure()).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  });

  it.each([
    ['no token', undefined],
    ['a token that is not valid', { Authorization: 'Bearer nobody' }],
    ['a token in another form', { Authorization: 'watcher' }],
    ['a token under another name', { accessToken: 'watcher' }],
    ['a list of tokens', { Authorization: ['Bearer watcher'] }],
    ['no text', { Authorization: { toString: 'Bearer watcher' } }],
  ])('closes with 4401 on %s', async (_what, payload) => {
    const client = await connect().opened();
    client.send({ type: 'connection_init', payload });
    expect(await client.closure()).toEqual({ code: 4401, reason: 'Unauthorized' });
    expect(client.messages).toEqual([]);
  });

  it('asks to come back while tokens cannot be checked', async () => {
    served.broadcast.outage = new Error('the key store is away');
    const client = await connect().opened();
    client.send({ type: 'connection_init', payload: { Authorization: 'Bearer watcher' } });
    expect((await client.closure()).code).toBe(1013);
    served.broadcast.outage = null;
  });

  it.each([
    [4400, 'no JSON', '{'],
    [4400, 'an unknown message', { type: 'start', id: '1', payload: { query: TOLD } }],
    [4400, 'a syntax tree for a document', { type: 'subscribe', id: '1', payload: { query: { kind: 'Document' } } }],
    [4400, 'a list', []],
    [4429, 'a second connection_init', { type: 'connection_init', payload: { Authorization: 'Bearer watcher' } }],
    [1003, 'bytes', Buffer.from('{}')],
    [1009, 'more than 64 KiB', { type: 'ping', payload: { text: 'x'.repeat(65 * 1024) } }],
  ])('closes with %i on %s', async (code, _what, message) => {
    const client = await ready();
    client.send(message);
    expect((await client.closure()).code).toBe(code);
  });

  it('closes with 4409 on an id that is in use', async () => {
    const client = await ready();
    client.subscribe('1', TOLD);
    client.subscribe('1', TOLD);
    expect((await client.closure()).code).toBe(4409);
  });

  const deep = `subscription { told { ${'self { '.repeat(12)}text${' }'.repeat(12)} } }`;
  const aliases = `subscription { told { ${Array.from({ length: 16 }, (_, at) => `a${at}: text`).join(' ')} } }`;
  const typenames = `subscription { told { ${Array.from({ length: 101 }, (_, at) => `a${at}: __typename`).join(' ')} } }`;
  const long = `subscription { told { ${'text '.repeat(1_000)} } }`;
  const two = 'subscription A { told { text } } subscription B { toldWidely { text } }';
  it.each([
    ['no GraphQL', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['an empty document', '', {}, 'GRAPHQL_PARSE_FAILED'],
    ['a field that is not there', 'subscription { told { nothing } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['two root fields', 'subscription { told { text } toldWidely { text } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['two root fields by alias', 'subscription { a: told { text } b: told { text } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'two root fields by fragment',
      'subscription { ...F told { text } } fragment F on Subscription { b: told { text } }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['more depth than 12', deep, {}, 'TOO_COMPLEX'],
    ['more than 15 aliases', aliases, {}, 'TOO_COMPLEX'],
    ['101 aliases of __typename', typenames, {}, 'TOO_COMPLEX'],
    ['more than 1,000 tokens', long, {}, 'GRAPHQL_PARSE_FAILED'],
    ['introspection', 'subscription { __schema { types { name } } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'introspection beside it',
      'query Q { __schema { types { name } } } subscription S { told { text } }',
      { operationName: 'S' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['two operations and no name', two, {}, 'BAD_INPUT'],
    ['a name of no operation', two, { operationName: 'C' }, 'BAD_INPUT'],
    ['no operation', 'fragment F on Told { text }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['a query', '{ hello }', {}, 'BAD_INPUT'],
    ['a mutation', 'mutation { change }', {}, 'BAD_INPUT'],
    ['a variable that is missing', 'subscription($a: String!) { breaking(after: $a) { text } }', {}, 'BAD_INPUT'],
    [
      'a variable of another type',
      'subscription($a: String!) { breaking(after: $a) { text } }',
      { variables: { a: 1 } },
      'BAD_INPUT',
    ],
    [
      'a NUL in an argument',
      'subscription($a: String!) { breaking(after: $a) { text } }',
      { variables: { a: '\0' } },
      'BAD_INPUT',
    ],
    ['a type that the caller may not read', 'subscription { told { secret { text } } }', {}, 'FORBIDDEN'],
    ['a fault of ours', 'subscription { broken { text } }', {}, 'INTERNAL'],
  ])('answers %s with an error that says no more than it should, and goes on', async (_what, query, rest, code) => {
    const client = await ready();
    client.subscribe('1', query, rest);
    const errors = await client.errorsOf('1');
    for (const { message, extensions } of errors) {
      expect(message).not.toMatch(/Cannot read|undefined|10\.0\.0\.7|node_modules/);
      expect(extensions).toMatchObject({ code, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    }
    expect(errors.length).toBeGreaterThan(0);
    client.subscribe('2', 'subscription { breaking(after: "hello") { text } }');
    expect(await client.eventsOf('2', 1)).toEqual([{ data: { breaking: { text: 'hello' } } }]);
  });

  it('masks what goes wrong in an event and in its source, and logs it under the request id', async () => {
    const client = await ready();
    client.subscribe('1', 'subscription { breaking(after: "a") { text fault requestId } }');
    const [event] = (await client.eventsOf('1', 1)) as [
      { data: { breaking: { requestId: string } }; errors: { message: string; extensions: { requestId: string } }[] },
    ];
    const { requestId } = event.data.breaking;
    expect(event.errors).toMatchObject([{ message: 'internal error', extensions: { code: 'INTERNAL', requestId } }]);
    expect(await client.errorsOf('1')).toMatchObject([{ message: 'internal error', extensions: { requestId } }]);
    expect(JSON.stringify(client.messages)).not.toContain(FAULT);
    const lines = served.broadcast.logged.filter((line) => line.includes(requestId));
    expect(lines.filter((line) => line.includes(FAULT))).toHaveLength(2);
  });

  it('answers pings, and ends a stream when the client is done with it', async () => {
    const client = await ready();
    client.send({ type: 'ping', payload: { at: 1 } });
    expect(await client.message(({ type }) => type === 'pong')).toEqual({ type: 'pong', payload: { at: 1 } });
    const before = served.broadcast.listeners;
    client.subscribe('1', TOLD);
    await until('the source to listen', async () => (served.broadcast.listeners > before ? true : null));
    client.send({ type: 'complete', id: '1' });
    await until('the source to end', async () => (served.broadcast.listeners === before ? true : null));
    expect(client.closed).toBeNull();
  });

  it('leaves no source behind when a socket closes, however it does', async () => {
    const gone = [await ready(), await ready()] as const;
    const before = served.broadcast.listeners;
    gone.forEach((client) => client.subscribe('1', TOLD));
    await until('the sources to listen', async () => (served.broadcast.listeners === before + 2 ? true : null));
    gone[0].socket.terminate();
    gone[1].socket.close();
    await until('the sources to end', async () => (served.broadcast.listeners === before ? true : null));
    clients.forEach(({ socket }) => socket.terminate());
    const server = served.api.app.get(SubscriptionServer, { strict: false });
    await until('all to be forgotten', async () => (server.counts.sockets === 0 ? true : null));
    expect(server.counts).toEqual({ sockets: 0, subscriptions: 0 });
  });
});
