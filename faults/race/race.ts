import autocannon from 'autocannon';
import { oneTransaction } from '#platform';
import { join } from 'node:path';
import { deploy } from '../deployment.js';
import type { FaultOptions, FaultRun } from '../fault-run.js';
import { API, startProgram } from '../program.js';
import { inParley, racingAgencies, type RacingAgency } from './agencies.js';
import { hangUp, holdRow, OPERATION_SECONDS } from './disturbances.js';
import { requestsOf, type RaceRequest } from './requests.js';
import { Verdict } from './verdict.js';

const AGENCIES = 3;
/** Fewer than the clients by far: every connection changes its agency all the time. */
const POOL = '3';
const CONNECTIONS = 24;
const LEAKY_API = join(import.meta.dirname, 'leaky-api.js');

/** Standing isolation test 3: agencies alternate on a small pool, with hang-ups and time-outs; nobody sees another's canary. */
export const race: FaultRun = {
  name: 'race',
  tries: 'requests of alternating agencies on a pool of three connections, with hang-ups and time-outs',
  count: { option: '--requests', unlessSaid: 20_000 },
  plants: 'an API that now and then takes a request for the one before',
  run: async (options, say) => {
    const deployment = await deploy({ durable: false });
    const stop = new AbortController();
    try {
      const agencies = await racingAgencies(deployment, AGENCIES);
      const api = await startProgram(options.planted ? LEAKY_API : API, {
        ...deployment.environment,
        PARLEY_POOL_SIZE: POOL,
        PARLEY_OPERATION_SECONDS: String(OPERATION_SECONDS),
      });
      const requests = agencies.flatMap((agency, index) => requestsOf(agency, agencies[(index + 1) % AGENCIES]!));
      const verdict = new Verdict(agencies.map(({ canary }) => canary));
      const startedAt = performance.now();
      const disturbing = [
        hangUp(deployment.issuer, requests, 4, stop.signal),
        holdRow(deployment.superuserUrl, agencies[0]!, stop.signal),
      ];
      await shoot(deployment.issuer, interleaved(requests), options, verdict, say).finally(async () => {
        stop.abort();
        await Promise.allSettled(disturbing);
      });
      const [cut, held] = (await Promise.all(disturbing)) as [number, number];
      const seconds = (performance.now() - startedAt) / 1_000;
      // A race in which nothing was cut short would prove nothing of what is cut short.
      if (cut === 0) verdict.problem('nobody hung up', '');
      if (!verdict.saw(504)) verdict.problem('nothing ran into its deadline', '');
      for (const wrong of await strayRows(deployment.superuserUrl, agencies)) verdict.problem(wrong, '');
      await api.stop();
      return {
        problems: [...verdict.problems].map(([what, evidence]) => `${what}: ${evidence}`),
        figures: {
          requests: verdict.answered,
          'requests/s': Math.round(verdict.answered / seconds),
          'hang-ups': cut,
          'rows held': held,
          ...Object.fromEntries([...verdict.counts].sort()),
        },
      };
    } finally {
      await deployment.stop();
    }
  },
};

/** One of each agency in turn, so that neighbours on a connection are never of the same. */
function interleaved(requests: readonly RaceRequest[]): RaceRequest[] {
  const each = requests.length / AGENCIES;
  return Array.from({ length: requests.length }, (_, n) => requests[(n % AGENCIES) * each + Math.floor(n / AGENCIES)]!);
}

async function shoot(
  url: string,
  requests: readonly RaceRequest[],
  { count: amount }: FaultOptions,
  verdict: Verdict,
  say: (line: string) => void,
): Promise<void> {
  const shot = requests.map((request) => ({
    method: 'POST' as const,
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${request.agency.accessToken}` },
    body: request.body,
    onResponse: (status: number, body: string) => verdict.see(request, status, body),
  }));
  let started = 0;
  const running = autocannon({
    url,
    connections: CONNECTIONS,
    amount,
    requests: shot,
    // Each connection begins elsewhere in the list.
    setupClient: (client) => client.setRequests(rotated(shot, (started += 5))),
  });
  const progress = setInterval(() => say(`${verdict.answered} of ${amount}`), 10_000);
  // Awaited as it is: what autocannon gives can be awaited and is no promise beyond that.
  const result = await running;
  clearInterval(progress);
  if (result.errors > 0) verdict.problem(`${result.errors} requests were not answered`, '');
  if (verdict.answered < amount) verdict.problem(`only ${verdict.answered} of ${amount} were answered`, '');
}

const rotated = <T>(list: readonly T[], by: number): T[] => list.map((_, index) => list[(index + by) % list.length]!);

/** Rows that hold another agency's canary: somebody wrote across. */
async function strayRows(superuserUrl: string, agencies: readonly RacingAgency[]): Promise<string[]> {
  return oneTransaction(inParley(superuserUrl), 'parley-race', async (tx) => {
    const found: string[] = [];
    for (const { agencyId, canary } of agencies) {
      const stray = await tx.query<{ what: string }>(
        `select 'members' as what from members where (agency_id = $1) <> (given_name = 'Given ' || $2 and family_name = 'Family ' || $2)
         union all select 'audit_entries' from audit_entries where agency_id <> $1 and details::text like '%' || $2 || '%'`,
        [agencyId, canary],
      );
      if (stray.length > 0) found.push(`${stray.length} rows of ${stray[0]!.what} hold what another agency wrote`);
    }
    return found;
  });
}
