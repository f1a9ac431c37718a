import { deploy, type Deployment } from '../../faults/deployment.js';
import { API, startProgram, type RunningProgram } from '../../faults/program.js';
import { alternate, compared, median, type Benchmark } from '../benchmark.js';
import { Asking } from './asking.js';
import { FIRST } from './questions.js';
import { seedDeployment } from './seed.js';
import { tokenOf } from './token-of.js';

const FEW = { agencies: 10, members: 2_000, records: 20_000 };
const MANY = { agencies: 1_000, members: 200_000, records: 2_000_000 };
const ROUNDS = 7;
const TIMES = 60;

/** A deployment of some size with the API that is asked. */
interface Side {
  deployment: Deployment;
  api: RunningProgram;
  asking: Asking;
}

export const manyAgencies: Benchmark = {
  name: 'tenant-scale',
  compares: `the dashboard and two pages of ${FIRST} member statuses of one agency among ${MANY.agencies}, p50, against the same agency among ${FEW.agencies}`,
  aim: 'at most 1.2',
  async run(say) {
    const sides: Side[] = [];
    try {
      for (const size of [MANY, FEW]) sides.push(await side(size, say));
      const [many, few] = sides as [Side, Side];
      const taken = async ({ asking }: Side): Promise<number> => median(await asking.timed(TIMES));
      await taken(many);
      await taken(few);
      const rounds = await alternate(ROUNDS, { ours: () => taken(many), baseline: () => taken(few) }, say);
      return compared(rounds, 'ms for all three answers', { many: MANY, few: FEW, times: TIMES });
    } finally {
      for (const { asking, api, deployment } of sides) {
        asking.end();
        await api.stop();
        await deployment.stop();
      }
    }
  },
};

async function side(size: typeof MANY, say: (line: string) => void): Promise<Side> {
  const deployment = await deploy({ durable: false });
  try {
    const asked = await seedDeployment(deployment.superuserUrl, size, say);
    const accessToken = await tokenOf(deployment, asked);
    const api = await startProgram(API, deployment.environment);
    return { deployment, api, asking: new Asking(`${deployment.issuer}/graphql`, accessToken) };
  } catch (error) {
    await deployment.stop();
    throw error;
  }
}
