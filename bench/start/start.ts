import { join } from 'node:path';
import { alternate, compared, type Benchmark } from '../benchmark.js';
import { deploy } from '../../faults/deployment.js';
import { API, startProgram } from '../../faults/program.js';

const ROUNDS = 9;
const BARE = join(import.meta.dirname, 'bare-application.js');

/** From the start of the API's process to its listening, databases and schema checks included. */
export const start: Benchmark = {
  name: 'start',
  compares: 'start of the API process until it is ready, against a bare Nest and Mercurius application with one field',
  aim: 'at most 2',
  async run(say) {
    const deployment = await deploy();
    const timed = async (entry: string): Promise<number> => {
      const program = await startProgram(entry, deployment.environment);
      await program.stop();
      return program.readyAfterMs;
    };
    try {
      // The first start of each reads the files from disk.
      await timed(API);
      await timed(BARE);
      const rounds = await alternate(ROUNDS, { ours: () => timed(API), baseline: () => timed(BARE) }, say);
      return compared(rounds, 'ms', {});
    } finally {
      await deployment.stop();
    }
  },
};
