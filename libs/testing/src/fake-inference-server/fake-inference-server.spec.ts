import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../until.js';
import { fakeInferenceServer, FakeInferenceServer } from './fake-inference-server.js';
import { FakeServerOptions } from './fake-options.js';

const CHAT = { model: 'fake-model', messages: [{ role: 'user', content: 'Hello there.' }], seed: 4, stream: true };

describe('the fake inference server', () => {
  let server: FakeInferenceServer | undefined;

  afterEach(() => server?.stop());

  async function start(options: Partial<FakeServerOptions> = {}): Promise<FakeInferenceServer> {
    server = await fakeInferenceServer({ flavour: 'VLLM', ...options });
    return server;
  }

  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${server!.url}${path}`, { method: 'POST', body: JSON.stringify(body) });

  async function said(body: object): Promise<string> {
    const events = (await (await post('/v1/chat/completions', body)).text()).split('\n\n').filter(Boolean);
    expect(events.at(-1)).toBe('data: [DONE]');
    return events
      .slice(0, -1)
      .map((event) => JSON.parse(event.slice(6)) as { choices: { delta: { content?: string | null } }[] })
      .map(({ choices }) => choices[0]?.delta.content ?? '')
      .join('');
  }

  it('says the same to the same request and seed, after a restart too', async () => {
    await start();
    const first = await said(CHAT);
    expect(await said(CHAT)).toBe(first);
    expect(await said({ ...CHAT, seed: 5 })).not.toBe(first);
    expect(await said({ ...CHAT, temperature: 0, seed: 6 })).toBe(await said({ ...CHAT, temperature: 0, seed: 7 }));
    await server?.stop();
    await start();
    expect(await said(CHAT)).toBe(first);
  });

  it('sends no token before it is due', async () => {
    await start({ tokensPerSecond: 100, firstTokenMs: 60, answerTokens: 21 });
    const from = performance.now();
    await said(CHAT);
    // A timer of Node may fire up to a millisecond early.
    expect(performance.now() - from).toBeGreaterThanOrEqual(60 + 20 * 10 - 2);
  });

  it('lets as many run as it has slots, and the rest wait in their order', async () => {
    await start({ slots: 2, tokensPerSecond: 500 });
    const users = ['a', 'a', 'b', 'c', 'd'];
    await Promise.all(users.map((user) => said({ ...CHAT, user })));
    expect(server?.mostAtOnce().all).toBe(2);
    expect(server?.mostAtOnce().byUser).toMatchObject({ b: 1, c: 1 });
    const began = server!.requests.map(({ ranAt }) => ranAt ?? 0);
    expect(began).toEqual([...began].sort((a, b) => a - b));
    expect(server!.requests.every(({ state }) => state === 'FINISHED')).toBe(true);
  });

  it('is told by its own paths what to do, and tells what it was asked', async () => {
    await start();
    expect((await post('/fake/mode', { mode: 'no such mode' })).status).toBe(400);
    await post('/fake/mode', { mode: 'too-many', times: 1 });
    await post('/fake/answers', { texts: ['Get away from me!'] });
    expect((await post('/v1/chat/completions', CHAT)).status).toBe(429);
    expect(await said(CHAT)).toBe('Get away from me!');
    const seen = (await (await fetch(`${server!.url}/fake/requests`)).json()) as { requests: object[] };
    expect(seen.requests).toMatchObject([{ mode: 'too-many' }, { mode: 'normal', body: CHAT, state: 'FINISHED' }]);
  });

  it('does what a marker in the last message says', async () => {
    await start();
    const marked = { role: 'user', content: 'Hello. [[fake:unavailable]]' };
    expect((await post('/v1/chat/completions', { ...CHAT, messages: [marked] })).status).toBe(503);
    expect(await said({ ...CHAT, messages: [marked, ...CHAT.messages] })).not.toBe('');
  });

  it('sees that a client hung up, and gives its slot to the next', async () => {
    await start({ slots: 1 });
    server?.setMode('hang-after-first-token', 1);
    const hangUp = new AbortController();
    const body = JSON.stringify(CHAT);
    const asked = fetch(`${server!.url}/v1/chat/completions`, { method: 'POST', body, signal: hangUp.signal });
    await asked;
    const next = said(CHAT);
    await until('the next to wait', async () => (server?.busy().waiting === 1 ? true : null));
    hangUp.abort();
    expect(await next).not.toBe('');
    expect(server?.requests[0].state).toBe('ABORTED');
  });
});
