import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hasTestRedis, testDatabase, testRedis, until, type TestDatabase } from '#testing';
import { Queue } from 'bullmq';
import { createLogger } from '../src/logging/logger.js';
import { QueueBell } from '../src/tasks/bell.js';
import { connectToListen, QUEUE_NAME } from '../src/tasks/queue-connection.js';
import { GENERAL_LANE } from '../src/tasks/task.js';
import { QueueListener } from '../src/tasks/queue-listener.js';
import { cuttablePort, type CuttablePort } from './cuttable-port.js';

const withRedis = hasTestRedis() ? describe : describe.skip;

/** The same promises, whichever backend carries the wake-ups. */
function contract(queueUrlOf: (database: TestDatabase) => Promise<string>): void {
  let database: TestDatabase;
  let port: CuttablePort;
  let bell: QueueBell;
  let listening: QueueListener[];
  let warnings: string[];
  const logger = createLogger('test', 'warn', { write: (line) => void warnings.push(line) });
  const done = (): Promise<void> => Promise.resolve();

  beforeEach(async () => {
    warnings = [];
    listening = [];
    database = await testDatabase();
    port = await cuttablePort(await queueUrlOf(database));
    bell = new QueueBell(port.url, logger);
  });
  afterEach(async () => {
    await bell.close();
    for (const listener of listening) await listener.stop(done());
    await port.close();
    await database.drop();
  });

  const listen = (slots: number, work: () => Promise<void>, lane = GENERAL_LANE): QueueListener => {
    const listener = new QueueListener({ url: port.url, lane, slots }, work, logger);
    listener.start();
    listening.push(listener);
    return listener;
  };
  /** Rings until somebody hears: what is rung before the connection stands is lost, as promised. */
  const ringUntil = (what: string, heard: () => boolean): Promise<true> =>
    until(what, () => {
      if (heard()) return Promise.resolve(true);
      bell.ring(GENERAL_LANE);
      return Promise.resolve(null);
    });

  it('wakes a worker once for each ring, of one transaction or of many', async () => {
    const connection = connectToListen(port.url);
    const queue = new Queue(QUEUE_NAME, { connection: connection.options }, connection.backend);
    const stored = (): Promise<number> => queue.getWaitingCount();
    await until('the bell to be connected', async () => {
      bell.ring(GENERAL_LANE);
      return (await stored()) > 0 ? true : null;
    });
    await bell.close();
    const before = await stored();
    bell = new QueueBell(port.url, logger);
    await until('the new bell to be connected', async () => {
      bell.ring(GENERAL_LANE);
      return (await stored()) > before ? true : null;
    });
    for (let n = 0; n < 20; n += 1) bell.ring(GENERAL_LANE);
    await bell.close();
    const rung = await stored();
    await queue.close();
    await connection.end();
    let heard = 0;
    listen(3, () => Promise.resolve(void (heard += 1)));
    await until('every wake-up to be heard', () => Promise.resolve(heard >= rung ? true : null));
    expect(rung - before).toBeGreaterThanOrEqual(21);
    expect(heard).toBe(rung);
  });

  it('never runs more at once than there are slots', async () => {
    let running = 0;
    let most = 0;
    let ended = 0;
    listen(2, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 30));
      running -= 1;
      ended += 1;
    });
    await ringUntil('the first ring', () => ended > 0);
    for (let n = 0; n < 12; n += 1) bell.ring(GENERAL_LANE);
    await until('twelve wake-ups', () => Promise.resolve(ended >= 12 ? true : null));
    expect(most).toBe(2);
  });

  it('keeps wake-ups for a worker that comes later, also when the first one dies of its own', async () => {
    let heard = 0;
    const first = listen(1, () => Promise.reject(new Error('this worker is broken')));
    await first.stop(done());
    listening.pop();
    bell.ring(GENERAL_LANE);
    await until('the ring to be stored', () => {
      bell.ring(GENERAL_LANE);
      return Promise.resolve(warnings.some((line) => line.includes('is away')) ? null : true);
    });
    listen(1, () => Promise.resolve(void (heard += 1)));
    await ringUntil('a later worker', () => heard > 0);
  });

  it('wakes only who serves the lane, and leaves the rings of others to them', async () => {
    const heard = { general: 0, gpu: 0 };
    listen(2, () => Promise.resolve(void (heard.general += 1)));
    await ringUntil('the first ring', () => heard.general > 0);
    for (let n = 0; n < 5; n += 1) bell.ring('gpu');
    await ringUntil('rings after those of the lane', () => heard.general > 5);
    expect(heard.gpu).toBe(0);
    listen(2, () => Promise.resolve(void (heard.gpu += 1)), 'gpu');
    await until('the rings of the lane', () => Promise.resolve(heard.gpu === 5 ? true : null));
  });

  it('is left alone by a worker without slots, and heard by it once it has some', async () => {
    let [without, other] = [0, 0];
    const listener = listen(1, () => Promise.resolve(void (without += 1)), 'gpu');
    await until('the first ring', () => {
      if (without > 0) return Promise.resolve(true);
      bell.ring('gpu');
      return Promise.resolve(null);
    });
    listener.resize(0);
    listen(1, () => Promise.resolve(void (other += 1)), 'gpu');
    // What the first one is blocked in when it is told so ends with one more.
    const before = without;
    for (let n = 0; n < 20; n += 1) bell.ring('gpu');
    await until('the other to hear', () => Promise.resolve(without + other - before >= 19 ? true : null));
    expect(without - before).toBeLessThanOrEqual(2);
    listener.resize(1);
    const resumed = without;
    await until('both to hear', () => {
      if (without > resumed) return Promise.resolve(true);
      bell.ring('gpu');
      return Promise.resolve(null);
    });
  });

  it('neither fails nor delays who rings while it is away, warns once, and is heard again afterwards', async () => {
    let heard = 0;
    listen(1, () => Promise.resolve(void (heard += 1)));
    await ringUntil('the first ring', () => heard > 0);
    await port.cut();
    const from = performance.now();
    for (let n = 0; n < 5_000; n += 1) bell.ring(GENERAL_LANE);
    expect(performance.now() - from).toBeLessThan(200);
    const away = (): number => warnings.filter((line) => line.includes('workers are not woken')).length;
    await until('a warning', () => Promise.resolve(away() > 0 ? true : null));
    bell.ring(GENERAL_LANE);
    expect(away()).toBe(1);
    await port.mend();
    const before = heard;
    await ringUntil('the queue to be heard again', () => heard > before);
  });

  it('begins when it comes up only after the processes that use it', async () => {
    await port.cut();
    let heard = 0;
    const late = new QueueBell(port.url, logger);
    listen(1, () => Promise.resolve(void (heard += 1)));
    late.ring(GENERAL_LANE);
    await until('a warning', () => Promise.resolve(warnings.length > 0 ? true : null));
    await port.mend();
    await until('both to be connected', () => {
      late.ring(GENERAL_LANE);
      return Promise.resolve(heard > 0 ? true : null);
    });
    await late.close();
  });

  it('lets a process end while it is away', async () => {
    let heard = 0;
    const listener = listen(1, () => Promise.resolve(void (heard += 1)));
    await ringUntil('the first ring', () => heard > 0);
    await port.cut();
    const from = performance.now();
    await listener.stop(done());
    listening.pop();
    await bell.close();
    expect(performance.now() - from).toBeLessThan(8_000);
  });
}

describe('the queue on PostgreSQL', () => contract((database) => Promise.resolve(database.urls.queue)));
withRedis('the queue on Redis', () => contract(async () => (await testRedis()).url));
