import { createHash } from 'node:crypto';
import { CurriculaModule } from '#curricula';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Actor, LOGGER, oneTransaction, PlatformModule, Tasks, TaskWorker, TenantDb, type Logger } from '#platform';
import { SessionsModule } from '#sessions';
import {
  addEngine,
  allowModel,
  beginCanary,
  EngineRoster,
  EnginesModule,
  Fleet,
  operatorByName,
  readModelCard,
  registerModel,
  type ModelCard,
  type Percent,
} from '#slm';
import { fakeInferenceServer, until, type ChatBody, type FakeInferenceServer } from '#testing';
import { TraineesModule } from '#trainees';
import { JudgeSessionTask } from '../src/grading/judge-session.task.js';
import { ScoringModule } from '../src/index.js';
import { honestAnswer } from './honest-judge.js';
import type { ScoringAgency } from './scoring-agency.js';
import type { ServedScoring } from './serve-scoring.js';

export const LANE = 'judging';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The card of a model that a judge or player may be. @param weights what its digest is of: its code when left out */
export function judgeCard(code: string, { weights = code, ...changes }: Record<string, unknown> = {}): ModelCard {
  const read = readModelCard({
    code,
    version: '1.0.0',
    kind: 'INFERENCE_SERVER',
    servedName: 'fake-model',
    base: 'Mistral-7B',
    licence: 'Apache-2.0',
    allowedUse: 'PRODUCTION',
    digests: { weights: digest(`${String(weights)}`), tokenizer: digest('t'), template: digest(code) },
    contextTokens: 32_768,
    promptTemplate: 'judge-1',
    notice: 'a language model, which may say what is not so',
    lane: LANE,
    dataManifest: {},
    trainingConfig: {},
    ...changes,
  });
  if ('card' in read) return read.card;
  throw new Error(read.problems.join('; '));
}

@Module({})
class JudgingWorker {}

/**
 * A worker that reaches one fake inference server, and what operators do so that agencies have a judge on it.
 * @param betweenMs how long it waits for a judge's next words; as long as the product when left out
 */
export async function serveJudge(served: ServedScoring, { betweenMs }: { betweenMs?: number } = {}) {
  const { database } = served;
  let answers: (body: ChatBody) => string | undefined = honestAnswer;
  const server: FakeInferenceServer = await fakeInferenceServer({
    flavour: 'VLLM',
    slots: 8,
    contextTokens: 32_768,
    answers: (body) => answers(body),
  });
  const operating = <T>(work: Parameters<typeof oneTransaction<T>>[2]): Promise<T> =>
    oneTransaction(database.urls.operator, 'test', work);
  await operating(async (tx) =>
    addEngine(tx, await operatorByName(tx, 'desk'), {
      ...{ name: 'judge-server', flavour: 'VLLM', url: server.url, lane: LANE, slots: 8 },
    }),
  );
  const worker = await NestFactory.createApplicationContext(
    {
      module: JudgingWorker,
      imports: [
        PlatformModule.forRoot({
          ...{ name: 'test-judging', databaseUrl: database.urls.worker, operatorUrl: null, poolSize: 6 },
          ...{ queueUrl: database.urls.queue, masterKey: database.masterKey, issuer: 'http://parley.test' },
          logLevel: process.env.PARLEY_TEST_LOG_LEVEL ?? 'silent',
        }),
        EnginesModule.forRoot({
          ...{ lanes: [LANE], databaseUrl: database.urls.worker, apiKey: null, modelFolder: null },
          ...(betweenMs === undefined ? {} : { deadlines: { betweenMs } }),
          firstTextTargetMs: 5_000,
        }),
        ...[CurriculaModule, TraineesModule, SessionsModule, ScoringModule],
      ],
    },
    { logger: ['error'] },
  );
  const roster = worker.get(EngineRoster);
  await roster.start();
  await until('the engine to be well', () =>
    Promise.resolve((worker.get(Fleet).lanes()[0]?.slots() ?? 0) > 0 ? true : null),
  );
  const operatorIn = async (agencyId: string): Promise<Actor> => {
    const principalId = await operating((tx) => operatorByName(tx, 'desk'));
    return new Actor({ agencyId, principalId, kind: 'OPERATOR', scopes: new Map(), requestId: 'test' });
  };
  const registered = (card: ModelCard): Promise<string> =>
    operating(async (tx) => {
      const operator = await operatorByName(tx, 'desk');
      const { version } = await registerModel(tx, operator, card);
      await beginCanary(tx, operator, card, 'a test has no held-out cases');
      return version.id;
    });
  return {
    server,
    fleet: worker.get(Fleet),
    tasks: worker.get(Tasks),
    /** What the judge says from now on; honest when left out. */
    say: (say: (body: ChatBody) => string | undefined = honestAnswer) => void (answers = say),
    registered,
    /** Registers a model and makes it the agency's judge. @returns its UUID */
    give: async (agency: ScoringAgency, card: ModelCard, percent: Percent = 100): Promise<string> => {
      const id = await registered(card);
      const operator = await operatorIn(agency.agencyId);
      await served.db.run(operator, (tx) => allowModel(tx, operator, card, percent, 'JUDGE'));
      return id;
    },
    /** Runs every judging of the agency that waits, as workers would. @param with.times how many workers have each at once */
    judgeAll: async (
      agency: ScoringAgency,
      { times = 1, attempt = 1, signal = new AbortController().signal } = {},
    ): Promise<PromiseSettledResult<void>[]> => {
      const waiting = await served.rows<{ id: string; payload: { sessionId: string; modelVersionId: string } }>(
        agency,
        `select id, payload from tasks where name = 'judge-session' order by id`,
      );
      const handler = worker.get(JudgeSessionTask);
      return Promise.allSettled(
        waiting.flatMap(({ id, payload }) =>
          Array.from({ length: times }, () =>
            handler.handle(agency.task(), payload, { taskId: id, token: '0', attempt, signal }),
          ),
        ),
      );
    },
    /** A worker that takes tasks of the judges' lane and the general one by itself. @returns what stops it */
    work: async (): Promise<() => Promise<void>> => {
      const { queue: queueUrl, relay: relayUrl } = database.urls;
      const taking = new TaskWorker(
        { queueUrl, relayUrl, concurrency: 1, lanes: worker.get(Fleet).lanes() },
        worker.get(TenantDb),
        worker.get(Tasks),
        worker.get<Logger>(LOGGER),
      );
      await taking.start();
      return () => taking.stop();
    },
    close: async (): Promise<void> => {
      await roster.stop();
      await worker.close();
      await server.stop();
    },
  };
}

export type ServedJudge = Awaited<ReturnType<typeof serveJudge>>;
