import { setTimeout as pause } from 'node:timers/promises';
import { rounded, type Benchmark } from '../benchmark.js';
import { deploy } from '../../faults/deployment.js';
import { API, startProgram, WORKER } from '../../faults/program.js';

const IDLE_MS = 10_000;

/** A figure to watch, without a baseline: what it is compared with is the last one. */
export const memory: Benchmark = {
  name: 'memory',
  compares: `resident memory of the API after ${IDLE_MS / 1_000} idle seconds; of the worker in the detail`,
  aim: null,
  async run() {
    const deployment = await deploy();
    try {
      const api = await startProgram(API, deployment.environment);
      const worker = await startProgram(WORKER, deployment.environment);
      await pause(IDLE_MS);
      const [ours, workerMib] = [rounded(api.residentMib()), rounded(worker.residentMib())];
      await Promise.all([api.stop(), worker.stop()]);
      return { ours, baseline: null, ratio: null, unit: 'MiB', detail: { workerMib } };
    } finally {
      await deployment.stop();
    }
  },
};
