import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '#platform';
import { until } from '#testing';
import { EngineRoster, Fleet, type RegisteredEngine } from '../src/index.js';
import { FAKE_REF } from './fake-chat-model.js';
import { FakeEngineClient } from './fake-engine-client.js';

const engine = (name: string, own: Partial<RegisteredEngine> = {}): RegisteredEngine => ({
  name,
  flavour: 'VLLM',
  url: `http://${name}.test`,
  lane: 'gpu',
  slots: 2,
  ...own,
});

describe('the engines of a process', () => {
  const logger = createLogger('test', 'silent');
  let listed: readonly RegisteredEngine[] | Error;
  let opened: FakeEngineClient[];
  let fleet: Fleet;
  let roster: EngineRoster;
  beforeEach(() => {
    listed = [];
    opened = [];
    fleet = new Fleet({ logger, lanes: ['gpu'], firstTextTargetMs: 5_000 });
    roster = new EngineRoster({
      fleet,
      logger,
      list: () => (listed instanceof Error ? Promise.reject(listed) : Promise.resolve(listed)),
      open: ({ name, url }) => {
        if (url?.includes('wrong')) return Promise.reject(new Error('no such place'));
        const client = new FakeEngineClient(name);
        opened.push(client);
        return Promise.resolve(client);
      },
    });
  });
  afterEach(() => roster.stop());
  const slots = (count: number) =>
    until(`${count} slots`, () => Promise.resolve(fleet.lanes()[0]!.slots() === count ? true : null));
  const refresh = async (engines: readonly RegisteredEngine[] | Error): Promise<void> => {
    listed = engines;
    await roster.refresh();
  };

  it('are those that are registered: added, resized in place, moved, removed', async () => {
    await refresh([engine('a'), engine('b')]);
    await slots(4);
    await refresh([engine('a', { slots: 5 }), engine('b')]);
    await slots(7);
    expect(opened.map(({ name }) => name)).toEqual(['a', 'b']);
    await refresh([engine('a', { slots: 5 }), engine('b', { url: 'http://moved.test' })]);
    await until('the old to be closed', () => Promise.resolve(opened[1]!.closed ? true : null));
    await slots(7);
    await refresh([engine('b', { url: 'http://moved.test' })]);
    await slots(2);
    expect(opened.map(({ closed }) => closed)).toEqual([true, true, false]);
  });

  it('stay as they were while the list cannot be read', async () => {
    await refresh([engine('a')]);
    await slots(2);
    await refresh(new Error('the database is away'));
    await slots(2);
    expect(opened[0]!.closed).toBe(false);
  });

  it('do without one that cannot be opened, which is tried again', async () => {
    await refresh([engine('a', { url: 'http://wrong.test' }), engine('b')]);
    await slots(2);
    await refresh([engine('a'), engine('b')]);
    await slots(4);
  });

  it('finish what they work on when they are taken from the list', async () => {
    await refresh([engine('a')]);
    await slots(2);
    const signal = new AbortController().signal;
    const request = { messages: [], maxTokens: 5, temperature: 0, seed: 1, affinity: 's', signal };
    const answer = fleet.model(FAKE_REF).chat(request)[Symbol.asyncIterator]();
    const first = answer.next();
    const work = await until('the request', () => Promise.resolve(opened[0]!.works[0] ?? null));
    await refresh([]);
    work.say('still here');
    expect(await first).toMatchObject({ value: { text: 'still here' } });
    expect(opened[0]!.closed).toBe(false);
    work.end();
    await answer.next();
    await answer.next();
    expect(opened[0]!.closed).toBe(true);
  });
});
