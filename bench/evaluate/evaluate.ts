import { evaluate as evaluateDay, readMandate, timeline, type MandateVersion } from '#compliance';
import { setTimeout as pause } from 'node:timers/promises';
import { deploy } from '../../faults/deployment.js';
import { startProgram, WORKER } from '../../faults/program.js';
import { startRedis } from '../../faults/redis.js';
import { alternate, compared, median, percentile, rounded, type Benchmark } from '../benchmark.js';
import { memberInput } from './member-inputs.js';
import { MANDATES, MEMBERS, packOf, seedAgency } from './seed-agency.js';
import { recording, type Recording } from './time-to-fresh.js';

const ROUNDS = 7;
/** Of the 20,000, in each round others. */
const MEMBERS_A_ROUND = 250;
const ENTRIES = 200;
const TODAY = '2026-11-24';

/** Working out every day of an officer, and how soon a ledger entry is in the statuses that reports read. */
export const evaluate: Benchmark = {
  name: 'evaluate',
  compares:
    'working out all days of an officer under a mandate, on one core, against today and its next change alone; and commit of an entry until fresh',
  aim: 'an entry fresh in 1 s, p95',
  async run(say) {
    const rounds = await pureRounds(say);
    const each = median(rounds.ours);
    const toFresh = await timesToFresh(say);
    return compared(rounds, 'ms', {
      mandates: MANDATES,
      perSecond: rounded(1_000 / each),
      fullAgencySeconds: rounded((each * MEMBERS * MANDATES.length) / 1_000),
      ...toFresh,
    });
  },
};

async function pureRounds(say: (line: string) => void) {
  const mandates = await Promise.all(MANDATES.map(mandateOf));
  let first = 0;
  const timed = (work: (officer: number, mandate: MandateVersion) => unknown): Promise<number> => {
    const startedAt = performance.now();
    for (let officer = first; officer < first + MEMBERS_A_ROUND; officer += 1) {
      for (const mandate of mandates) work(officer, mandate);
    }
    return Promise.resolve((performance.now() - startedAt) / (MEMBERS_A_ROUND * mandates.length));
  };
  const ours = (): Promise<number> =>
    timed((officer, mandate) =>
      timeline([{ adoptionId: 'bench', mandate, input: memberInput(officer), from: '2025-01-01', to: null }]),
    );
  const baseline = (): Promise<number> =>
    timed((officer, mandate) => evaluateDay(memberInput(officer), mandate, TODAY));
  // Warmed up: a worker is.
  await ours();
  await baseline();
  const advance = (side: () => Promise<number>) => () => {
    first = (first + MEMBERS_A_ROUND) % (MEMBERS - MEMBERS_A_ROUND);
    return side();
  };
  return alternate(ROUNDS, { ours: advance(ours), baseline: advance(baseline) }, say);
}

async function mandateOf(code: string): Promise<MandateVersion> {
  const read = readMandate(await packOf(code));
  if ('problems' in read) throw new Error(read.problems.join('; '));
  return read.mandate;
}

/** With a worker of its own process, idle and while it evaluates all 20,000. */
async function timesToFresh(say: (line: string) => void): Promise<Record<string, unknown>> {
  const deployment = await deploy();
  const ending: (() => Promise<unknown>)[] = [() => deployment.stop()];
  try {
    const redis = await startRedis(deployment.folder);
    if (redis) ending.push(() => redis.stop());
    const queueUrl = redis?.url ?? deployment.urls.queue;
    const agency = await seedAgency(deployment.superuserUrl);
    const worker = await startProgram(WORKER, { ...deployment.environment, PARLEY_QUEUE_URL: queueUrl });
    ending.push(() => worker.stop());
    const recorded = await recording(deployment.urls, queueUrl, agency);
    ending.push(() => recorded.close());
    for (const member of agency.members.slice(0, 20)) await recorded.recordUntilFresh(member);
    const idle = await measured(recorded, agency.members.slice(20, 20 + ENTRIES));
    say(`idle: p50 ${rounded(median(idle))} ms, p95 ${rounded(percentile(idle, 0.95))} ms until fresh`);
    await recorded.markEverybody();
    const startedAt = performance.now();
    const before = await recorded.waiting();
    const busy = await measured(recorded, agency.members.slice(-ENTRIES));
    const after = await recorded.waiting();
    const membersPerSecond = rounded((before - after) / ((performance.now() - startedAt) / 1_000));
    say(`with ${after} members left: p50 ${rounded(median(busy))} ms, p95 ${rounded(percentile(busy, 0.95))} ms`);
    if (after === 0) throw new Error('everybody was evaluated before the entries: nothing was measured');
    return {
      backend: redis ? 'redis' : 'postgres',
      idle: figures(idle),
      duringBulk: { ...figures(busy), membersLeft: after, membersPerSecond },
    };
  } finally {
    for (const end of ending.reverse()) await end();
  }
}

async function measured(recorded: Recording, members: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const member of members) {
    times.push(await recorded.recordUntilFresh(member));
    // Never in step with anything.
    await pause(10 + Math.random() * 40);
  }
  return times;
}

const figures = (times: readonly number[]) => ({
  entries: times.length,
  p50: rounded(median(times)),
  p95: rounded(percentile(times, 0.95)),
  unit: 'ms',
});
