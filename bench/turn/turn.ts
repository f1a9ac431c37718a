import { deploy } from '../../faults/deployment.js';
import { fakeEngine } from '../../faults/engine-loss/fake-engine.js';
import { LANE, playingAgencies } from '../../faults/engine-loss/playing-agencies.js';
import { Trainee } from '../../faults/engine-loss/trainee.js';
import { API, startProgram, WORKER } from '../../faults/program.js';
import { startRedis } from '../../faults/redis.js';
import { alternate, compared, median, percentile, rounded, type Benchmark } from '../benchmark.js';
import { bareChat } from './bare-client.js';
import { Dialogue } from './dialogue.js';

const SLOTS = 8;
const ANSWER_TOKENS = 40;
const ENGINE = { slots: SLOTS, tokensPerSecond: 40, firstTokenMs: 100, answerTokens: ANSWER_TOKENS };
/** Speaks at once, so that what is added to its first words is not what it takes between them. */
const QUICK = { tokensPerSecond: 2_000, firstTokenMs: 50 };
const ROUNDS = 3;
/** Of each slot, in each round. */
const TURNS = 10;
/** Twice as many as there are slots: somebody always waits. */
const TRAINEES = 2 * SLOTS;
const LATENCY_TURNS = 80;
const PROMPT = 'You are a driver who was stopped at night. '.repeat(60);

/** Say, task, worker, engine, subscriber, all in processes of their own. */
export const turn: Benchmark = {
  name: 'turn',
  compares: 'tokens a second from say to subscriber with every slot busy, against a bare client of the same engine',
  aim: 'at least 0.95; first words within 10 ms of the bare client, p50 on Redis',
  async run(say) {
    const deployment = await deploy();
    const ending: (() => Promise<unknown>)[] = [() => deployment.stop()];
    try {
      const redis = await startRedis(deployment.folder);
      if (redis) ending.push(() => redis.stop());
      const engine = await fakeEngine(ENGINE);
      ending.push(() => engine.kill());
      const engines = [{ name: 'fake', url: engine.url, slots: SLOTS }];
      const [agency] = await playingAgencies(deployment, { trainees: [TRAINEES], engines });
      const environment = { ...deployment.environment, ...(redis ? { PARLEY_QUEUE_URL: redis.url } : {}) };
      const api = await startProgram(API, environment);
      ending.push(() => api.stop());
      const worker = await startProgram(WORKER, { ...environment, PARLEY_ENGINE_LANES: LANE, PARLEY_POOL_SIZE: '20' });
      ending.push(() => worker.stop());
      const dialogues = agency!.trainees.map(
        (token) => new Dialogue(deployment.issuer, token, new Trainee(deployment.issuer, token, agency!)),
      );
      ending.push(() => Promise.all(dialogues.map((each) => each.close())));

      // Both warm.
      await Promise.all(dialogues.map((each) => each.turn()));
      const rounds = await alternate(
        ROUNDS,
        { ours: () => wholePath(dialogues), baseline: () => bareClient(engine.url) },
        say,
      );
      await engine.kill();
      await engine.start(QUICK);
      const latency = await firstWords(dialogues[0]!, engine.url);
      say(`first words: ${latency.addedP50Ms} ms later than those of the bare client, p50`);
      const sizes = { backend: redis ? 'redis' : 'postgres', slots: SLOTS, trainees: TRAINEES, turns: SLOTS * TURNS };
      return compared(rounds, 'tokens/s', { ...sizes, ...latency });
    } finally {
      for (const end of ending.reverse()) await end();
    }
  },
};

const perSecond = (turns: number, fromMs: number): number =>
  (turns * ANSWER_TOKENS * 1_000) / (performance.now() - fromMs);

/** Everybody says the next line as soon as they are answered, until enough turns have been. */
async function wholePath(dialogues: readonly Dialogue[]): Promise<number> {
  const enough = SLOTS * TURNS;
  const startedAt = performance.now();
  let answered = 0;
  let figure = 0;
  await Promise.all(
    dialogues.map(async (dialogue) => {
      while (answered < enough) {
        await dialogue.turn();
        answered += 1;
        if (answered === enough) figure = perSecond(enough, startedAt);
      }
    }),
  );
  return figure;
}

async function bareClient(url: string): Promise<number> {
  const startedAt = performance.now();
  const one = async (slot: number): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn += 1) await bareChat(url, `${PROMPT} ${slot} ${turn}`);
  };
  await Promise.all(Array.from({ length: SLOTS }, (_, slot) => one(slot)));
  return perSecond(SLOTS * TURNS, startedAt);
}

/** One turn at a time, by turns with the bare client. */
async function firstWords(dialogue: Dialogue, url: string): Promise<Record<string, number>> {
  // The engine was away: the first turn waits until the worker has seen it back.
  for (let warm = 0; warm < 5; warm += 1) await dialogue.turn();
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < LATENCY_TURNS; turn += 1) {
    ours.push((await dialogue.turn()).firstWordsMs);
    bare.push(await bareChat(url, `${PROMPT} ${turn}`));
  }
  const added = (share: number): number => rounded(percentile(ours, share) - percentile(bare, share));
  return { addedP50Ms: added(0.5), addedP95Ms: added(0.95), bareFirstWordsMs: rounded(median(bare)) };
}
