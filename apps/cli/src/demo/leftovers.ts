import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from '#platform';
import { z } from 'zod';
import type { DeploymentProcess } from './child-process.js';

/** First asked to end, then made to; each may take this long. */
const SIGNALS: [NodeJS.Signals, number][] = [
  ['SIGTERM', 15_000],
  ['SIGKILL', 5_000],
];

const leftoverList = z.array(z.object({ name: z.string(), pid: z.number().int(), identity: z.string() }));

/** Notes which processes run, so that a later run can tell whether they outlived this one. */
export async function recordProcesses(file: string, processes: readonly DeploymentProcess[]): Promise<void> {
  const entries = await Promise.all(
    processes.map(async ({ name, pid }) => ({ name, pid, identity: (await processIdentity(pid)) ?? '' })),
  );
  await writeFile(file, `${JSON.stringify(entries)}\n`);
}

/** Ends the processes of a killed demo that have not ended by themselves yet. */
export async function endLeftovers(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '[]');
  const parsed = leftoverList.safeParse(parseJson(text));
  for (const { pid, identity } of parsed.success ? parsed.data : []) {
    for (const [signal, patienceMs] of SIGNALS) {
      if ((await processIdentity(pid)) !== identity) break;
      try {
        process.kill(pid, signal);
      } catch {
        // Gone between the look and the signal.
      }
      const deadline = performance.now() + patienceMs;
      while ((await processIdentity(pid)) === identity && performance.now() < deadline) await delay(20);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
