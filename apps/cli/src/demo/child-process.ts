import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { DemoError } from './demo-error.js';

/** How long a process may take to finish its running work before it is killed. */
const STOP_PATIENCE_MS = 15_000;
const START_PATIENCE_MS = 60_000;
const LOG_TAIL_LINES = 15;

/** A process of the deployment that the demo started. */
export interface DeploymentProcess {
  readonly name: string;
  readonly pid: number;
  /** Settles with a line for the reader when the process ends without having been asked to. */
  readonly failed: Promise<DemoError>;
  /** Lets it finish its running work; kills it when that takes too long. May be called twice. */
  stop(): Promise<void>;
}

interface ProcessPlan {
  name: string;
  /** The compiled entry file. */
  entry: string;
  environment: Readonly<Record<string, string>>;
  logFile: string;
}

/**
 * Starts a process and waits until it says that it is ready. It has a process group of its own, so that Ctrl-C reaches only the
 * demo, and an IPC channel, by whose closing it learns that the demo was killed.
 * @throws DemoError with the end of its log when it ends before it is ready
 */
export async function startProcess(plan: ProcessPlan): Promise<DeploymentProcess> {
  const log = openSync(plan.logFile, 'a', 0o600);
  const child = fork(plan.entry, [], {
    env: childEnvironment(plan.environment),
    stdio: ['ignore', log, log, 'ipc'],
    detached: true,
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let stopping = false;
  const failed = ended.then(async () =>
    stopping
      ? new Promise<DemoError>(() => undefined)
      : new DemoError(`The ${plan.name} ended. ${await lastWords(plan)}`),
  );
  const stop = async () => {
    stopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const patience = new AbortController();
    const late = delay(STOP_PATIENCE_MS, undefined, { signal: patience.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
    await ended;
    patience.abort();
    await late;
  };
  const patience = new AbortController();
  try {
    await Promise.race([
      ready(child),
      failed.then((error) => Promise.reject(error)),
      delay(START_PATIENCE_MS, undefined, { signal: patience.signal }).then(() =>
        Promise.reject(new DemoError(`The ${plan.name} did not become ready within a minute. See ${plan.logFile}`)),
      ),
    ]);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    patience.abort();
  }
  return { name: plan.name, pid: child.pid ?? 0, failed, stop };
}

/**
 * Runs a command of the deployment to its end.
 * @returns what it printed, without the line break at the end
 * @throws DemoError with what it printed when it fails
 */
export async function runCommand(
  entry: string,
  words: string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const child = fork(entry, words, {
    env: childEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new DemoError(`parley ${words.join(' ')} failed:\n${said.trim()}`);
  return said.trim();
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('message', (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'ready' in message) resolve();
    });
  });
}

/** The reader's own environment, but for variables meant for another deployment of Parley. */
function childEnvironment(environment: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PARLEY_'));
  return { ...Object.fromEntries(own), ...environment };
}

async function lastWords({ logFile }: ProcessPlan): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trimEnd().split('\n');
  return `The end of ${logFile}:\n${lines.slice(-LOG_TAIL_LINES).join('\n')}`;
}
