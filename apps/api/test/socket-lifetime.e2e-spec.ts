import 'reflect-metadata';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ParleyError, SubscriptionServer, type SubscriptionLimits } from '#platform';
import { until } from '#testing';
import { startBroadcasting, type BroadcastingApi } from './broadcasting-api.js';
import { SocketClient } from './socket-client.js';

const TOLD = 'subscription { told { text } }';
const WIDELY = 'subscription { toldWidely { text } }';

/** How long a socket lives, and how much of the process it may take. */
describe('an open subscription socket', () => {
  let served: BroadcastingApi;
  const clients: SocketClient[] = [];

  const serve = async (limits: Partial<SubscriptionLimits> = {}): Promise<BroadcastingApi['broadcast']> => {
    served = await startBroadcasting(limits);
    return served.broadcast;
  };
  afterEach(async () => {
    clients.splice(0).forEach(({ socket }) => socket.terminate());
    await served.api.stop();
  });

  const connect = (options: ConstructorParameters<typeof SocketClient>[1] = {}): SocketClient => {
    const client = new SocketClient(`${served.api.url}/graphql`, options);
    clients.push(client);
    return client;
  };
  const ready = (token = 'watcher'): Promise<SocketClient> => connect().ready(token);
  const counts = () => served.api.app.get(SubscriptionServer, { strict: false }).counts;
  const listening = (count: number): Promise<true> =>
    until('the sources to listen', async () => (served.broadcast.listeners === count ? true : null));

  it('is closed soon after its principal was revoked, though nothing happens on it', async () => {
    const broadcast = await serve({ recheckMs: 20 });
    const client = await ready();
    client.subscribe('1', TOLD);
    await listening(1);
    broadcast.standing.delete('watcher');
    expect(await client.closure()).toEqual({ code: 4401, reason: 'Unauthorized' });
    await listening(0);
  });

  it('tells nothing more to a principal who was revoked a moment ago', async () => {
    const broadcast = await serve();
    const client = await ready();
    client.subscribe('1', TOLD);
    await listening(1);
    broadcast.tell('before');
    await client.eventsOf('1', 1);
    broadcast.standing.delete('watcher');
    broadcast.tell('after');
    expect((await client.closure()).code).toBe(4401);
    expect(JSON.stringify(client.messages)).not.toContain('after');
  });

  it.each([
    ['at the next event', {}, 'after'],
    ['soon, though nothing happens', { recheckMs: 20 }, null],
  ])('ends only what a lost role allowed, %s', async (_when, limits, told) => {
    const broadcast = await serve(limits);
    const client = await ready();
    client.subscribe('1', TOLD);
    client.subscribe('2', WIDELY);
    await listening(2);
    broadcast.standing.set('watcher', ['cohort:read']);
    if (told) broadcast.tell(told);
    expect(await client.errorsOf('1')).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'session:read' } }]);
    broadcast.tell('widely');
    await client.message(({ id, payload }) => id === '2' && JSON.stringify(payload).includes('widely'));
    expect(client.messages.some(({ type, id }) => type === 'next' && id === '1')).toBe(false);
    await listening(1);
    expect(counts().subscriptions).toBe(1);
  });

  it('stays while tokens cannot be checked and nothing is told, but tells nothing unchecked', async () => {
    const broadcast = await serve({ recheckMs: 20 });
    const client = await ready();
    client.subscribe('1', TOLD);
    await listening(1);
    broadcast.outage = new ParleyError('UNAVAILABLE', 'the database is not reachable');
    await until('a check to fail', async () =>
      broadcast.logged.some((line) => line.includes('could not be checked')) ? true : null,
    );
    expect(client.closed).toBeNull();
    broadcast.tell('unchecked');
    expect(await client.errorsOf('1')).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
    expect(JSON.stringify(client.messages)).not.toContain('unchecked');
  });

  it('gives each event an actor of its own, and ends it with the event', async () => {
    const broadcast = await serve();
    const client = await ready();
    client.subscribe('1', 'subscription { told { text requestId } }');
    await listening(1);
    for (const [index, text] of ['one', 'two', 'three'].entries()) {
      broadcast.tell(text);
      await client.eventsOf('1', index + 1);
    }
    const actors = broadcast.actors;
    expect(new Set(actors).size).toBe(3);
    expect(new Set(actors.map(({ requestId }) => requestId)).size).toBe(1);
    for (const actor of actors) expect(broadcast.ended).toContain(actor);
  });

  it('carries so many subscriptions and no more', async () => {
    await serve({ subscriptionsPerSocket: 3 });
    const client = await ready();
    for (const id of ['1', '2', '3', '4']) client.subscribe(id, TOLD);
    expect(await client.errorsOf('4')).toMatchObject([{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }]);
    client.send({ type: 'complete', id: '1' });
    await listening(2);
    client.subscribe('5', TOLD);
    await listening(3);
  });

  it('is one of so many of its principal, and of so many of the process', async () => {
    const broadcast = await serve({ socketsPerPrincipal: 2, socketsPerProcess: 4 });
    broadcast.standing.set('other', ['session:read']);
    const [first] = [await ready(), await ready()];
    const third = await connect().opened();
    third.send({ type: 'connection_init', payload: { Authorization: 'Bearer watcher' } });
    expect((await third.closure()).code).toBe(4429);
    await ready('other');
    await ready('other');
    expect(await connect().refusal()).toBe(503);
    first?.socket.close();
    await until('the socket to be forgotten', async () => (counts().sockets === 3 ? true : null));
    await ready();
  });

  it('does not let one client send without end', async () => {
    await serve({ messagesPerMinute: 20 });
    const client = await ready();
    for (let sent = 0; sent < 30; sent += 1) client.send({ type: 'ping' });
    expect((await client.closure()).code).toBe(1008);
  });

  it('is dropped when nobody is there any more, and kept when somebody is', async () => {
    await serve({ pingMs: 100 });
    const alive = await ready();
    const dead = await connect({ autoPong: false }).ready('watcher');
    let pings = 0;
    alive.socket.on('ping', () => (pings += 1));
    expect((await dead.closure()).code).toBe(1006);
    await until('two more pings', async () => (pings >= 4 ? true : null));
    expect(alive.closed).toBeNull();
    expect(counts().sockets).toBe(1);
  });

  it('makes no more for a client that does not read than the network holds, and drops it', async () => {
    const broadcast = await serve({ pingMs: 1_500, unsentBytes: Infinity });
    const client = await ready();
    client.subscribe('1', 'subscription { flood { text } }');
    await client.eventsOf('1', 1);
    client.socket.pause();
    await until('the socket to be dropped', async () => (counts().sockets === 0 ? true : null));
    // 20 KB each: what the buffers of two sockets take, and not what can be made in the meantime.
    expect(broadcast.made).toBeLessThan(2_000);
  });

  it('drops a client that asks for pongs and does not read them', async () => {
    await serve({ unsentBytes: 64 * 1024, messagesPerMinute: 100_000 });
    const client = await ready();
    client.socket.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(60_000) } });
    await until('the socket to be dropped', async () => {
      if (client.socket.readyState === client.socket.OPEN) client.socket.send(ping, () => undefined);
      return counts().sockets === 0 ? true : null;
    });
  });

  it('is told to come back elsewhere when the process stops, which waits for no client that stays', async () => {
    const broadcast = await serve({ drainMs: 200 });
    const client = await ready();
    client.subscribe('1', TOLD);
    await listening(1);
    const deaf = await ready();
    deaf.socket.pause();
    const idle = await connect().opened();
    await served.api.stop();
    expect(await client.closure()).toEqual({ code: 1012, reason: 'Service restart' });
    expect((await idle.closure()).code).toBe(1012);
    expect(broadcast.listeners).toBe(0);
    expect(counts()).toEqual({ sockets: 0, subscriptions: 0 });
  });
});
