import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '#platform';
import { until } from '#testing';
import { EngineError, type ChatEvent, type ChatRequest, type ModelRef } from '../src/index.js';
import { Fleet, type FleetOptions } from '../src/routing/fleet.js';
import { FAKE_REF } from './fake-chat-model.js';
import { FakeEngineClient } from './fake-engine-client.js';

const full = new EngineError('UNAVAILABLE', 'full', { retryAfterMs: 60_000 });
const refused = new EngineError('UNAVAILABLE', 'no connection', { cause: new Error('ECONNREFUSED') });

describe('a fleet of engines', () => {
  let fleet: Fleet;
  let engines: Record<'a' | 'b', FakeEngineClient>;
  let aborting: AbortController;
  beforeEach(() => {
    engines = { a: new FakeEngineClient('a'), b: new FakeEngineClient('b') };
    aborting = new AbortController();
    fleet = fleetOf({ patienceMs: 200 });
  });
  afterEach(async () => {
    aborting.abort(new Error('the test is over'));
    await until('all to end', () => Promise.resolve(engines.a.running + engines.b.running === 0 ? true : null));
    await fleet.stop();
  });

  const fleetOf = (own: Partial<FleetOptions>): Fleet =>
    new Fleet({ logger: createLogger('test', 'silent'), lanes: ['gpu'], firstTextTargetMs: 5_000, ...own });
  const lane = () => fleet.lanes()[0]!;
  const add = (name: 'a' | 'b', slots: number): Promise<void> => fleet.add({ name, lane: 'gpu', slots }, engines[name]);
  const request = (affinity: string): ChatRequest => ({
    messages: [],
    maxTokens: 10,
    temperature: 0,
    seed: 1,
    affinity,
    signal: aborting.signal,
  });
  const ask = (affinity: string, ref: ModelRef = FAKE_REF): { text: Promise<string>; pieces: string[] } => {
    const pieces: string[] = [];
    const read = async (): Promise<string> => {
      let last: ChatEvent | undefined;
      for await (const event of fleet.model(ref).chat(request(affinity))) {
        last = event;
        if (event.type === 'text') pieces.push(event.text);
      }
      return last?.type === 'final' ? `${last.engineName}: ${last.text}` : 'nothing';
    };
    const text = read();
    text.catch(() => undefined);
    return { text, pieces };
  };
  const work = (engine: FakeEngineClient, nth: number) =>
    until(`request ${nth} of ${engine.name}`, () => Promise.resolve(engine.works[nth] ?? null));
  /** An affinity whose own endpoint this is. */
  const ownOf = async (name: 'a' | 'b'): Promise<string> => {
    for (let n = 0; ; n += 1) {
      const asked = ask(`session ${n}`);
      const at = await until('a request', () =>
        Promise.resolve((['a', 'b'] as const).find((each) => engines[each].running > 0) ?? null),
      );
      engines[at].works.at(-1)!.end();
      await asked.text;
      if (at === name) return `session ${n}`;
    }
  };

  it('keeps a session on its endpoint, and never gives one more than its slots', async () => {
    await add('a', 2);
    await add('b', 2);
    const session = await ownOf('a');
    const before = engines.a.works.length;
    const asked = Array.from({ length: 6 }, () => ask(session));
    await work(engines.a, before + 1);
    await until('the others', () => Promise.resolve(engines.b.running === 2 ? true : null));
    expect([engines.a.running, engines.b.running]).toEqual([2, 2]);
    for (let answered = 0; answered < 6; answered += 1) {
      await until('one to run', () => Promise.resolve(engines.a.running + engines.b.running > 0 ? true : null));
      for (const engine of Object.values(engines)) engine.works.forEach((each) => each.end());
    }
    await Promise.all(asked.map(({ text }) => text));
    expect([engines.a.mostAtOnce, engines.b.mostAtOnce]).toEqual([2, 2]);
  });

  it('tries elsewhere what failed before its first words, and nothing after', async () => {
    await add('a', 1);
    await add('b', 1);
    const session = await ownOf('a');
    const nth = { a: engines.a.works.length, b: engines.b.works.length };
    const first = ask(session);
    (await work(engines.a, nth.a)).fail(new EngineError('BROKEN', 'reset'));
    const again = await work(engines.b, nth.b);
    again.say('well');
    again.end();
    expect(await first.text).toBe('b: well');
    const second = ask(session);
    const half = await work(engines.a, nth.a + 1);
    half.say('we');
    await until('words', () => Promise.resolve(second.pieces[0] ?? null));
    half.fail(new EngineError('BROKEN', 'reset'));
    await expect(second.text).rejects.toMatchObject({ code: 'BROKEN', details: { afterFirstText: true } });
    expect([engines.a.works.length, engines.b.works.length]).toEqual([nth.a + 2, nth.b + 1]);
  });

  it('never repeats what an engine will never take', async () => {
    await add('a', 1);
    const asked = ask('session');
    (await work(engines.a, 0)).fail(new EngineError('REJECTED', 'too long'));
    await expect(asked.text).rejects.toMatchObject({ code: 'REJECTED' });
    expect([engines.a.works.length, lane().slots()]).toEqual([1, 1]);
  });

  it('leaves an engine alone for as long as it asks, and tells the worker that its slots are gone', async () => {
    await add('a', 4);
    await add('b', 4);
    const gpu = lane();
    let changes = 0;
    gpu.onChange(() => (changes += 1));
    const session = await ownOf('a');
    const nth = { a: engines.a.works.length, b: engines.b.works.length };
    const asked = ask(session);
    expect(gpu.slots()).toBe(8);
    (await work(engines.a, nth.a)).fail(full);
    (await work(engines.b, nth.b)).end();
    await asked.text;
    expect(gpu.slots()).toBe(4);
    expect(changes).toBeGreaterThan(0);
    const next = ask(session);
    (await work(engines.b, nth.b + 1)).end();
    expect(await next.text).toMatch(/^b/);
  });

  it('opens at once where nobody answers, and goes on when the engine is back, without a request lost', async () => {
    await fleet.stop();
    fleet = fleetOf({ patienceMs: 20_000 });
    await add('a', 3);
    engines.a.state = refused;
    const asked = ask('session');
    (await work(engines.a, 0)).fail(refused);
    await until('no slots', () => Promise.resolve(lane().slots() === 0 ? true : null));
    engines.a.state = { ready: true, serves: [], running: null, waiting: null };
    const again = await work(engines.a, 1);
    expect(lane().slots()).toBe(1);
    again.end();
    await asked.text;
    expect(lane().slots()).toBe(3);
  });

  it('stops trying when the budget is spent, for all together', async () => {
    await fleet.stop();
    fleet = fleetOf({ lot: () => 0 });
    await add('a', 1);
    let tried = 0;
    for (let n = 0; n < 10; n += 1) {
      const end = { came: false };
      ask('session').text.catch(() => (end.came = true));
      while (!end.came) {
        await until('a try or the end', () =>
          Promise.resolve(engines.a.works.length > tried || end.came ? true : null),
        );
        if (end.came) break;
        engines.a.works[tried]!.fail(new EngineError('UNAVAILABLE', 'busy', { retryAfterMs: 0 }));
        tried += 1;
      }
    }
    expect(tried).toBeLessThanOrEqual(10 + 3 + 1);
    expect(tried).toBeGreaterThanOrEqual(10 + 3);
  });

  it('prefers the endpoint that has the adapter at hand', async () => {
    await add('a', 4);
    await add('b', 4);
    const adapted = { ...FAKE_REF, adapterName: 'agency-1' };
    const session = await ownOf('b');
    const nth = { a: engines.a.works.length, b: engines.b.works.length };
    const first = ask(session, adapted);
    (await work(engines.b, nth.b)).end();
    await first.text;
    for (let n = 0; n < 8; n += 1) {
      const asked = ask(`another ${n}`, adapted);
      (await work(engines.b, nth.b + 1 + n)).end();
      expect(await asked.text).toMatch(/^b/);
    }
    expect(engines.a.works).toHaveLength(nth.a);
  });

  it('frees the slot and leaves the engine when nobody wants the answer any more', async () => {
    await add('a', 1);
    const own = new AbortController();
    const asked = fleet
      .model(FAKE_REF)
      .chat({ ...request('session'), signal: own.signal })
      [Symbol.asyncIterator]();
    const first = asked.next();
    (await work(engines.a, 0)).say('well');
    await first;
    const end = asked.next();
    own.abort(new Error('enough'));
    await expect(end).rejects.toThrow('enough');
    expect([engines.a.running, fleet.endpoints()[0]!.inFlight]).toEqual([0, 0]);
    expect(fleet.endpoints()[0]!.breaker.state).toBe('CLOSED');
  });

  it('says that it is UNAVAILABLE when no slot comes free in time, and when it has no engine of the lane', async () => {
    await add('a', 1);
    const running = ask('one');
    await work(engines.a, 0);
    await expect(ask('two').text).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(ask('three', { ...FAKE_REF, lane: 'other' }).text).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    engines.a.works[0]!.end();
    await running.text;
    expect(engines.a.works).toHaveLength(1);
  });

  it('lets an engine that is removed finish what it works on, and only then closes it', async () => {
    await add('a', 1);
    const running = ask('one');
    const last = await work(engines.a, 0);
    fleet.remove('a');
    expect([engines.a.closed, lane().slots()]).toEqual([false, 0]);
    last.say('bye');
    last.end();
    expect(await running.text).toBe('a: bye');
    await until('it to be closed', () => Promise.resolve(engines.a.closed ? true : null));
  });

  it('asks only endpoints that say they serve the model', async () => {
    engines.a.state = { ready: true, serves: ['another-model'], running: null, waiting: null };
    engines.b.state = { ready: true, serves: ['fake-7b'], running: null, waiting: null };
    await add('a', 1);
    await add('b', 1);
    for (let n = 0; n < 6; n += 1) {
      const asked = ask(`session ${n}`);
      (await work(engines.b, n)).end();
      await asked.text;
    }
    expect(engines.a.works).toHaveLength(0);
  });

  it('makes nobody wait for engines that have been away for long, and somebody again once one is back', async () => {
    await fleet.stop();
    let now = 0;
    fleet = fleetOf({ now: () => now, patienceMs: 20_000 });
    engines.a.state = refused;
    await add('a', 2);
    expect([lane().slots(), lane().isForsaken()]).toEqual([0, false]);
    now = 15_000;
    expect([lane().slots() > 0, lane().isForsaken()]).toEqual([true, true]);
    await expect(ask('session').text).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(engines.a.works).toHaveLength(0);
    engines.a.state = { ready: true, serves: [], running: null, waiting: null };
    await until('it to be back', () => Promise.resolve(lane().isForsaken() ? null : true));
    expect(lane().slots()).toBe(1);
  });
});
