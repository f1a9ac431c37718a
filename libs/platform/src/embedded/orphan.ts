import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processCommand, processIdentity } from './process-identity.js';

// Each signal in turn, and how long the server may take over it: disconnect everybody, quit without a checkpoint, die.
const SIGNALS: [NodeJS.Signals, number][] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

/**
 * Stops a server that still runs on `dataDir` although the process that started it is gone.
 * @returns the number of the process that was stopped, if there was one
 * @throws Error when it outlives SIGKILL
 */
export async function stopOrphan(dataDir: string): Promise<number | undefined> {
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n', 1)[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  const identity = await processIdentity(pid);
  if (identity === undefined) return undefined;
  if (!(await processCommand(pid)).includes(dataDir)) {
    // The number now belongs to somebody else. PostgreSQL would take that process for a running server and refuse to start.
    await rm(pidFile, { force: true });
    return undefined;
  }
  for (const [signal, patienceMs] of SIGNALS) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone between the look and the signal.
    }
    if (await endsWithin(pid, identity, patienceMs)) return pid;
  }
  throw new Error(`PostgreSQL process ${pid} still runs on ${dataDir} and does not end`);
}

async function endsWithin(pid: number, identity: string, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    if ((await processIdentity(pid)) !== identity) return true;
    await delay(20);
  }
  return false;
}
