import { oneTransaction } from '#platform';
import { setTimeout as pause } from 'node:timers/promises';
import { deploy } from '../deployment.js';
import type { FaultRun } from '../fault-run.js';
import { API, startProgram, WORKER, type RunningProgram } from '../program.js';
import { inParley } from '../race/agencies.js';
import { fakeEngine, type FakeEngine } from './fake-engine.js';
import { LANE, playingAgencies } from './playing-agencies.js';
import { LINES, Trainee, type Said } from './trainee.js';
import { storedWrongly } from './verdict.js';

const AGENCIES = [3, 3];
const ENGINE = { slots: 4, tokensPerSecond: 40, firstTokenMs: 150 };
const BETWEEN_MS = 4_000;
const AWAY_MS = 2_500;
/** A task outlives its worker by its lease, 30 s, twice at the worst. */
const PATIENCE_MS = 90_000;

/**
 * Sessions with a model while workers are killed in the middle of a turn and the engine dies and comes back. Every `say` is sent three
 * times. No turn is lost, none is said twice, and each is answered once.
 */
export const engineLoss: FaultRun = {
  name: 'engine-loss',
  tries: 'sessions with a model while workers and their engine are killed, and each turn is sent three times',
  count: { option: '--rounds', unlessSaid: 2 },
  plants: 'leases that outlive their worker by a day',
  run: async ({ count: rounds, planted }, say) => {
    const deployment = await deploy({ durable: false });
    const ending: (() => Promise<unknown>)[] = [() => deployment.stop()];
    try {
      const engine = await fakeEngine(ENGINE);
      ending.push(() => engine.kill());
      const engines = [{ name: 'fake', url: engine.url, slots: ENGINE.slots }];
      const agencies = await playingAgencies(deployment, { trainees: AGENCIES, engines });
      if (planted) await plantLongLeases(deployment.superuserUrl);
      const api = await startProgram(API, deployment.environment);
      ending.push(() => api.stop());
      const environment = { ...deployment.environment, PARLEY_ENGINE_LANES: LANE };
      const workers = [await startProgram(WORKER, environment), await startProgram(WORKER, environment)];
      ending.push(() => Promise.all(workers.map((worker) => worker.stop())));

      const said: Said[] = [];
      const problems: string[] = [];
      let playing = true;
      const trainees = agencies.flatMap((agency) =>
        agency.trainees.map((token) => new Trainee(deployment.issuer, token, agency)),
      );
      const players = trainees.map((trainee) => play(trainee, said, problems, () => playing));
      const kills = await disturb({ rounds, engine, workers, environment, say });
      playing = false;
      const slowestMs = Math.max(...(await Promise.all(players)));
      const { engineLess, ...verdict } = await storedWrongly(deployment.superuserUrl, said);
      problems.push(...verdict.problems);
      if (said.length < 3 * trainees.length) problems.push(`only ${said.length} turns: that is no load`);
      return {
        problems: problems.slice(0, 20),
        figures: {
          ...kills,
          turns: said.length,
          'without the model': engineLess,
          'slowest answer, ms': Math.round(slowestMs),
        },
      };
    } finally {
      for (const end of ending.reverse()) await end();
    }
  },
};

/** @returns milliseconds of the slowest answer */
async function play(trainee: Trainee, said: Said[], problems: string[], goesOn: () => boolean): Promise<number> {
  let slowestMs = 0;
  try {
    let sessionId = await trainee.start();
    for (let turn = 0; goesOn(); turn += 1) {
      const startedAt = performance.now();
      const turnSaid = await trainee.say(sessionId, LINES[turn % LINES.length]!, 2);
      said.push(turnSaid);
      const isOpen = await trainee.answered(sessionId, turnSaid.numbers[0]! + 1, PATIENCE_MS);
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      if (isOpen === null) {
        problems.push(`turn ${turnSaid.numbers[0]} of a session was not answered within ${PATIENCE_MS / 1_000} s`);
        return slowestMs;
      }
      if (!isOpen) sessionId = await trainee.start();
    }
  } catch (error) {
    problems.push(`a trainee was refused: ${(error as Error).message}`);
  }
  return slowestMs;
}

interface Disturbance {
  rounds: number;
  engine: FakeEngine;
  workers: RunningProgram[];
  environment: Record<string, string>;
  say: (line: string) => void;
}

/** Kills a worker and then the engine in each round, both while they are at work. */
async function disturb({ rounds, engine, workers, environment, say }: Disturbance): Promise<Record<string, number>> {
  let [workersKilled, enginesKilled] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    await pause(BETWEEN_MS);
    await whileBusy(engine);
    const at = round % workers.length;
    await workers[at]!.kill();
    workersKilled += 1;
    workers[at] = await startProgram(WORKER, environment);
    await pause(BETWEEN_MS);
    await whileBusy(engine);
    await engine.kill();
    enginesKilled += 1;
    await pause(AWAY_MS);
    await engine.start();
    say(`round ${round + 1} of ${rounds}`);
  }
  await pause(BETWEEN_MS);
  return { 'workers killed': workersKilled, 'engine killed': enginesKilled };
}

/** Waits until the engine works on something: else nothing would be in the middle of a turn. */
async function whileBusy(engine: FakeEngine): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await pause(20))
    if ((await engine.seen()).running > 0) return;
}

/** Every lease lasts a day, whatever the worker asks for: what a killed worker held is not tried again. */
function plantLongLeases(superuserUrl: string): Promise<unknown> {
  return oneTransaction(inParley(superuserUrl), 'parley-planted', async (tx) => {
    await tx.query(`create function planted_lease() returns trigger language plpgsql as $$
      begin
        new.lease_until := now() + interval '1 day';
        return new;
      end $$`);
    await tx.query(`create trigger planted_lease before update on tasks for each row
      when (new.lease_until is not null and new.lease_token > old.lease_token) execute function planted_lease()`);
  });
}
