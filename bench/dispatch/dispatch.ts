import { setTimeout as pause } from 'node:timers/promises';
import { compared, median, percentile, rounded, type Benchmark, type Outcome } from '../benchmark.js';
import { deploy, type Deployment } from '../../faults/deployment.js';
import { startRedis } from '../../faults/redis.js';
import { bareQueue } from './bare-queue.js';
import { taskPath } from './tasks-to-start.js';

const ROUNDS = 7;
const EACH = 60;
/** Low load: one at a time, and never in step with anything. */
const gap = (): Promise<void> => pause(8 + Math.random() * 8);

export const dispatch: Benchmark = {
  name: 'dispatch',
  compares:
    'commit of a task until its handler starts, p50 one at a time, against add until start of bare BullMQ, on Redis',
  aim: 'at most 1.5',
  async run(say) {
    const deployment = await deploy();
    try {
      const postgres = await onQueue(deployment, deployment.urls.queue, say);
      const redis = await startRedis(deployment.folder);
      if (!redis) {
        say('redis-server is not installed here: the figure is that of the PostgreSQL queue');
        return { ...postgres, detail: { backend: 'postgres', ...postgres.detail } };
      }
      try {
        const outcome = await onQueue(deployment, redis.url, say);
        const { ours, baseline, ratio } = postgres;
        return { ...outcome, detail: { backend: 'redis', ...outcome.detail, onPostgres: { ours, baseline, ratio } } };
      } finally {
        await redis.stop();
      }
    } finally {
      await deployment.stop();
    }
  },
};

/** Both sides one after the other within each round, so that they share whatever the machine is doing. */
async function onQueue({ urls }: Deployment, queueUrl: string, say: (line: string) => void): Promise<Outcome> {
  const path = await taskPath(urls, queueUrl);
  const bare = await bareQueue(queueUrl);
  const [ours, baseline, all]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < EACH; turn += 1) {
      mine.push(await path.commitToStart());
      await gap();
      theirs.push(await bare.addToStart());
      await gap();
    }
    // The first round only warms both up.
    if (round === 0) continue;
    ours.push(median(mine));
    baseline.push(median(theirs));
    all.push(...mine);
    say(`round ${round} of ${ROUNDS}: ${rounded(median(mine))} against ${rounded(median(theirs))}`);
  }
  await path.close();
  await bare.close();
  return compared({ ours, baseline }, 'ms', { each: EACH, p99: rounded(percentile(all, 0.99)) });
}
