import autocannon from 'autocannon';
import { issueAccessToken } from '#identity';
import { isDeepStrictEqual } from 'node:util';
import { openDataSource, SigningKeys } from '#platform';
import { join } from 'node:path';
import { alternate, compared, type Benchmark } from '../benchmark.js';
import { deploy, type Deployment } from '../../faults/deployment.js';
import { API, startProgram } from '../../faults/program.js';
import { FIRST, QUESTION } from './question.js';
import { seedAgency } from './seed.js';

const ROUNDS = 7;
const SECONDS = 4;
const CONNECTIONS = 10;
const BARE = join(import.meta.dirname, 'bare-route.js');

export const graphqlList: Benchmark = {
  name: 'graphql-list',
  compares: `${FIRST} training records of 10 fields at ${CONNECTIONS} connections, against a bare Fastify route with the same token check, transaction, SQL and JSON`,
  aim: 'at least 0.6',
  async run(say) {
    const deployment = await deploy();
    try {
      const accessToken = await tokenFor(deployment);
      const api = await startProgram(API, deployment.environment);
      const bare = await startProgram(BARE, deployment.environment);
      const ours = `${deployment.issuer}/graphql`;
      const baseline = `${String(bare.said.url)}/graphql`;
      await assertSameAnswer(ours, baseline, accessToken);
      const rate = (url: string) => async (): Promise<number> => requestsPerSecond(url, accessToken);
      await rate(ours)();
      await rate(baseline)();
      const rounds = await alternate(ROUNDS, { ours: rate(ours), baseline: rate(baseline) }, say);
      await Promise.all([api.stop(), bare.stop()]);
      return compared(rounds, 'requests/s', { connections: CONNECTIONS, seconds: SECONDS, objects: FIRST, fields: 10 });
    } finally {
      await deployment.stop();
    }
  },
};

async function tokenFor(deployment: Deployment): Promise<string> {
  const { agencyId, adminId } = await seedAgency(deployment.superuserUrl);
  const source = await openDataSource({ url: deployment.urls.app, entities: [], poolSize: 1, name: 'parley-bench' });
  try {
    const keys = new SigningKeys(source, deployment.masterKey);
    const subject = { agencyId, principalId: adminId, kind: 'MEMBER' as const };
    return (await issueAccessToken(keys, deployment.issuer, subject, 3_600)).accessToken;
  } finally {
    await source.destroy();
  }
}

const request = (accessToken: string) => ({
  method: 'POST' as const,
  headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
  body: JSON.stringify({ query: QUESTION, variables: { first: FIRST } }),
});

/** @throws Error when the two sides do not do the same work */
async function assertSameAnswer(ours: string, baseline: string, accessToken: string): Promise<void> {
  const [first, second] = await Promise.all(
    [ours, baseline].map(
      async (url) => ((await (await fetch(url, request(accessToken))).json()) as { data: unknown }).data,
    ),
  );
  if (!isDeepStrictEqual(first, second)) {
    throw new Error(
      `the answers differ:\n${JSON.stringify(first).slice(0, 500)}\n${JSON.stringify(second).slice(0, 500)}`,
    );
  }
}

async function requestsPerSecond(url: string, accessToken: string): Promise<number> {
  const result = await autocannon({ url, ...request(accessToken), connections: CONNECTIONS, duration: SECONDS });
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${url}: ${result.errors} errors, ${result.non2xx} answers that were not 200`);
  }
  return result.requests.average;
}
