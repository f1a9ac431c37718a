import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { deploy } from '../../faults/deployment.js';
import { API, startProgram } from '../../faults/program.js';
import { alternate, compared, median, percentile, rounded, type Benchmark } from '../benchmark.js';
import { Asking } from './asking.js';
import { FIRST } from './questions.js';
import { seedDeployment } from './seed.js';
import { tokenOf } from './token-of.js';

const SIZE = { agencies: 1_000, members: 200_000, records: 2_000_000 };
const ROUNDS = 7;
const TIMES = 60;
const BARE = join(import.meta.dirname, 'bare-route.js');

export const report: Benchmark = {
  name: 'report',
  compares: `the dashboard and two pages of ${FIRST} member statuses over ${SIZE.agencies} agencies, ${SIZE.members} members and ${SIZE.records} ledger entries, p50, against a bare Fastify route with the same token check, transactions and JSON`,
  aim: 'at most 1.5',
  async run(say) {
    const deployment = await deploy({ durable: false });
    try {
      const asked = await seedDeployment(deployment.superuserUrl, SIZE, say);
      const accessToken = await tokenOf(deployment, asked);
      const api = await startProgram(API, deployment.environment);
      const bare = await startProgram(BARE, deployment.environment);
      const ours = new Asking(`${deployment.issuer}/graphql`, accessToken);
      const baseline = new Asking(`${String(bare.said.url)}/graphql`, accessToken);
      await assertSameAnswers(ours, baseline);
      await Promise.all([ours.timed(TIMES), baseline.timed(TIMES)]);
      const taken: number[] = [];
      const rounds = await alternate(
        ROUNDS,
        {
          ours: async () => {
            const each = await ours.timed(TIMES);
            taken.push(...each);
            return median(each);
          },
          baseline: async () => median(await baseline.timed(TIMES)),
        },
        say,
      );
      ours.end();
      baseline.end();
      await Promise.all([api.stop(), bare.stop()]);
      return compared(rounds, 'ms for all three answers', {
        ...SIZE,
        times: TIMES,
        p95: rounded(percentile(taken, 0.95)),
      });
    } finally {
      await deployment.stop();
    }
  },
};

/** @throws Error when the two sides do not give the same answers */
async function assertSameAnswers(ours: Asking, baseline: Asking): Promise<void> {
  const [first, second] = [await ours.all(), await baseline.all()];
  for (const [index, answer] of first.entries()) {
    if (isDeepStrictEqual(answer, second[index])) continue;
    const [one, other] = [answer, second[index]].map((each) => JSON.stringify(each).slice(0, 600));
    throw new Error(`the answers differ:\n${one}\n${other}`);
  }
}
