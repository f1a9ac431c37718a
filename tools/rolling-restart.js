import { findFreePort } from '#platform';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { deploy, startApi } from './rolling-restart/deployment.js';
import { startLoad } from './rolling-restart/load.js';
import { startTestBalancer } from './rolling-restart/test-balancer.js';

/**
 * Restarts two API processes one after the other, behind a balancer and under load, and demands that no request fails and that each
 * acknowledged change is stored once. Needs a build. `--drain-seconds 0` shows what the drain is for.
 */
const { values } = parseArgs({
  options: { 'drain-seconds': { type: 'string', default: '1' }, rounds: { type: 'string', default: '1' } },
});
const CLIENTS = 12;
const SLUG = 'rolling-county';
const PROVISION = `mutation ($input: ProvisionAgencyInput!) {
  provisionAgency(input: $input) { agencyId userErrors { code message } }
}`;

const problems = [];
const started = [];
const end = async () => {
  for (let stop = started.pop(); stop; stop = started.pop()) await stop();
};

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end().then(() => process.exit(1)));

try {
  const deployment = await deploy();
  started.push(deployment.stop);
  const environment = { ...deployment.environment, PARLEY_DRAIN_SECONDS: values['drain-seconds'] };
  const servers = [];
  for (const name of ['first', 'second']) {
    const own = { port: await findFreePort(), logFile: join(deployment.folder, `${name}.log`) };
    servers.push({ name, own, api: await startApi(environment, own) });
  }
  started.push(() => Promise.all(servers.map(({ api }) => api.end('SIGKILL'))));
  const balancer = await startTestBalancer(servers.map(({ own }) => own.port));
  started.push(balancer.stop);
  for (const { own } of servers) await balancer.until(own.port, true);
  await provision(balancer.url, await deployment.operatorToken(), deployment.agency(SLUG));

  const load = startLoad({ url: balancer.url, token: await deployment.staffToken(SLUG), clients: CLIENTS });
  const rounds = Number(values.rounds);
  for (let round = 0; round < rounds; round += 1) {
    for (const server of servers) {
      const code = await server.api.end();
      if (code !== 0) problems.push(`the ${server.name} API ended with ${code}`);
      server.api = await startApi(environment, server.own);
      await balancer.until(server.own.port, true);
    }
  }
  const { requests, failures, acknowledged, slowestMs } = await load.stop();

  for (const failure of failures.slice(0, 10)) problems.push(`a request failed ${failure}`);
  for (const fault of balancer.faults.slice(0, 10)) problems.push(`the balancer: ${fault}`);
  problems.push(...(await storedWrongly(deployment.superuserUrl, acknowledged)));
  if (acknowledged.length < CLIENTS) problems.push(`only ${acknowledged.length} changes: that is no load`);
  console.log(
    `rolling restart: ${2 * rounds} restarts, ${requests} requests, ${failures.length} failed, slowest ${Math.round(slowestMs)} ms; ` +
      `${acknowledged.length} changes acknowledged`,
  );
} finally {
  await end();
}
for (const problem of problems) console.log(`rolling restart: ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);

async function provision(url, token, input) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: PROVISION, variables: { input } }),
  });
  const { data, errors } = await response.json();
  if (errors || data.provisionAgency.userErrors.length) throw new Error(JSON.stringify(errors ?? data));
}

/** Acknowledged and not there, or there more than once. */
async function storedWrongly(url, acknowledged) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('select name, count(*)::int as times from cohorts group by name');
  await client.end();
  const times = new Map(rows.map((row) => [row.name, row.times]));
  return acknowledged
    .filter((name) => times.get(name) !== 1)
    .slice(0, 10)
    .map((name) => `${name} was acknowledged and is stored ${times.get(name) ?? 0} times`);
}
