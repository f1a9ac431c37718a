import { findFreePort, oneTransaction } from '#platform';
import { deploy } from '../deployment.js';
import type { FaultRun } from '../fault-run.js';
import { API, startProgram, type RunningProgram } from '../program.js';
import { inParley, racingAgencies } from '../race/agencies.js';
import { startLoad } from './load.js';
import { startTestBalancer, type TestBalancer } from './test-balancer.js';

const CLIENTS = 12;
/** More than the balancer needs to notice. */
const DRAIN_SECONDS = '1';

/** Two API processes behind a balancer, restarted one after the other: no request may fail, and each acknowledged change is stored once. */
export const rollingRestart: FaultRun = {
  name: 'rolling-restart',
  tries: 'two API processes restarted in turn behind a balancer, under load from clients that never try twice',
  count: { option: '--rounds', unlessSaid: 1 },
  plants: 'processes that stop without a drain',
  run: async ({ count: rounds, planted }, say) => {
    const deployment = await deploy({ durable: false });
    const ending: (() => Promise<unknown>)[] = [() => deployment.stop()];
    try {
      const [agency] = await racingAgencies(deployment, 1);
      const environment = { ...deployment.environment, PARLEY_DRAIN_SECONDS: planted ? '0' : DRAIN_SECONDS };
      const servers: Server[] = [];
      for (const name of ['first', 'second']) {
        const port = await findFreePort();
        const start = (): Promise<RunningProgram> =>
          startProgram(API, { ...environment, PARLEY_HTTP_PORT: String(port) });
        servers.push({ name, port, start, running: await start() });
      }
      ending.push(() => Promise.all(servers.map(({ running }) => running.stop())));
      const balancer = await startTestBalancer(servers.map(({ port }) => port));
      ending.push(() => balancer.stop());
      for (const { port } of servers) await balancer.untilHealthy(port);

      const load = startLoad({ url: balancer.url, accessToken: agency!.accessToken, clients: CLIENTS });
      const problems: string[] = [];
      for (let round = 0; round < rounds; round += 1) {
        for (const server of servers) problems.push(...(await restart(server, balancer)));
        say(`round ${round + 1} of ${rounds}`);
      }
      const { requests, failures, acknowledged, slowestMs } = await load.stop();
      problems.push(...failures.slice(0, 10).map((failure) => `a request failed ${failure}`));
      problems.push(...balancer.faults.slice(0, 10).map((fault) => `the balancer: ${fault}`));
      problems.push(...(await storedWrongly(deployment.superuserUrl, acknowledged)));
      if (acknowledged.length < CLIENTS) problems.push(`only ${acknowledged.length} changes: that is no load`);
      const figures = { restarts: 2 * rounds, requests, failed: failures.length, acknowledged: acknowledged.length };
      return { problems, figures: { ...figures, 'slowest, ms': Math.round(slowestMs) } };
    } finally {
      for (const end of ending.reverse()) await end();
    }
  },
};

interface Server {
  name: string;
  port: number;
  start(): Promise<RunningProgram>;
  running: RunningProgram;
}

async function restart(server: Server, balancer: TestBalancer): Promise<string[]> {
  const code = await server.running.stop();
  server.running = await server.start();
  await balancer.untilHealthy(server.port);
  return code === 0 ? [] : [`the ${server.name} API ended with ${code}`];
}

/** Acknowledged and not there, or there more than once. */
async function storedWrongly(superuserUrl: string, acknowledged: readonly string[]): Promise<string[]> {
  const rows = await oneTransaction(inParley(superuserUrl), 'parley-restart', (tx) =>
    tx.query<{ name: string; times: number }>('select name, count(*)::int as times from cohorts group by name'),
  );
  const times = new Map(rows.map((row) => [row.name, row.times]));
  return acknowledged
    .filter((name) => times.get(name) !== 1)
    .slice(0, 10)
    .map((name) => `${name} was acknowledged and is stored ${times.get(name) ?? 0} times`);
}
