import { Actor, createLogger, oneTransaction, openDataSource, QueueBell, Tasks, TenantDb } from '#platform';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { deploy, type Deployment } from '../../faults/deployment.js';
import { fakeEngine } from '../../faults/engine-loss/fake-engine.js';
import { LANE, playingAgencies, type PlayingAgency } from '../../faults/engine-loss/playing-agencies.js';
import { Trainee } from '../../faults/engine-loss/trainee.js';
import { API, startProgram } from '../../faults/program.js';
import { inParley } from '../../faults/race/agencies.js';
import { startRedis } from '../../faults/redis.js';
import { median, percentile, rounded, type Benchmark } from '../benchmark.js';
import { Dialogue } from '../turn/dialogue.js';
import { benchGrading } from './grading-task.js';

const SLOTS = 8;
const ENGINE = { slots: SLOTS, tokensPerSecond: 40, firstTokenMs: 100, answerTokens: 20 };
const TRAINEES = 3;
const TURNS_EACH = 60;
const GRADINGS = 1_000;
const LONGEST_THOUGHT_MS = 600;
const GRADING_WORKER = join(import.meta.dirname, 'grading-worker.js');

/** Live turns of one agency, alone and while another has a thousand gradings waiting for the same engine. */
export const noisyNeighbour: Benchmark = {
  name: 'noisy-neighbour',
  compares:
    'p99 of the turns of one agency while another has 1,000 gradings queued in its lane, against an idle system',
  aim: 'below 2',
  async run(say) {
    const deployment = await deploy();
    const ending: (() => Promise<unknown>)[] = [() => deployment.stop()];
    try {
      const redis = await startRedis(deployment.folder);
      if (redis) ending.push(() => redis.stop());
      const engine = await fakeEngine(ENGINE);
      ending.push(() => engine.kill());
      const engines = [{ name: 'fake', url: engine.url, slots: SLOTS }];
      const [quiet, noisy] = await playingAgencies(deployment, { trainees: [TRAINEES, 1], engines });
      const queueUrl = redis?.url ?? deployment.urls.queue;
      const environment = { ...deployment.environment, PARLEY_QUEUE_URL: queueUrl };
      const api = await startProgram(API, environment);
      ending.push(() => api.stop());
      const worker = { ...environment, PARLEY_ENGINE_LANES: LANE, PARLEY_POOL_SIZE: '20' };
      const running = await startProgram(GRADING_WORKER, worker);
      ending.push(() => running.stop());
      const dialogues = quiet!.trainees.map(
        (token) => new Dialogue(deployment.issuer, token, new Trainee(deployment.issuer, token, quiet!)),
      );
      ending.push(() => Promise.all(dialogues.map((each) => each.close())));

      const bell = new QueueBell(queueUrl, createLogger('bench', 'warn'));
      bell.warm();
      ending.push(() => bell.close());
      await Promise.all(dialogues.map((each) => each.turn()));
      const idle = await play(dialogues);
      say(`idle: p50 ${rounded(median(idle))} ms, p99 ${rounded(percentile(idle, 0.99))} ms`);
      await queueGradings(deployment, bell, noisy!);
      const busy = await play(dialogues);
      const left = await gradingsLeft(deployment.superuserUrl);
      say(
        `with ${left.waiting} gradings left: p50 ${rounded(median(busy))} ms, p99 ${rounded(percentile(busy, 0.99))} ms`,
      );
      if (left.waiting === 0) throw new Error('the gradings were done before the turns: nothing was measured');
      const [ours, baseline] = [percentile(busy, 0.99), percentile(idle, 0.99)];
      return {
        ours: rounded(ours),
        baseline: rounded(baseline),
        ratio: rounded(ours / baseline),
        unit: 'ms',
        detail: {
          backend: redis ? 'redis' : 'postgres',
          slots: SLOTS,
          turns: busy.length,
          gradingsDoneMeanwhile: GRADINGS - left.waiting,
          p50: { busy: rounded(median(busy)), idle: rounded(median(idle)) },
        },
      };
    } finally {
      for (const end of ending.reverse()) await end();
    }
  },
};

/** @returns milliseconds of each turn, from the `say` to the stored answer */
async function play(dialogues: readonly Dialogue[]): Promise<number[]> {
  const all = dialogues.map(async (dialogue) => {
    const turns: number[] = [];
    for (let turn = 0; turn < TURNS_EACH; turn += 1) {
      turns.push((await dialogue.turn()).wholeMs);
      await pause(Math.random() * LONGEST_THOUGHT_MS);
    }
    return turns;
  });
  return (await Promise.all(all)).flat();
}

/** In one transaction, each with its ring, as an agency's whole course ends at once. */
async function queueGradings({ urls }: Deployment, bell: QueueBell, agency: PlayingAgency): Promise<void> {
  const source = await openDataSource({ url: urls.worker, entities: [], poolSize: 1, name: 'parley-bench' });
  try {
    const db = new TenantDb(source);
    const tasks = new Tasks(bell);
    const { agencyId } = agency;
    const actor = new Actor({ agencyId, principalId: uuidv7(), kind: 'TASK', scopes: new Map(), requestId: 'bench' });
    await db.run(actor, async (tx) => {
      const [model] = await tx.query<{ id: string }>('select model_version_id as id from agency_models limit 1');
      for (let number = 0; number < GRADINGS; number += 1)
        await tasks.add(tx, benchGrading, { modelVersionId: model!.id, number }, { lane: LANE });
    });
  } finally {
    await source.destroy();
  }
}

const gradingsLeft = (superuserUrl: string): Promise<{ waiting: number }> =>
  oneTransaction(inParley(superuserUrl), 'parley-bench', async (tx) => {
    const [row] = await tx.query<{ waiting: number }>(
      `select count(*)::int as waiting from tasks where name = 'bench-grading'`,
    );
    return row!;
  });
