import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the compiled tree: `dist`. */
export const COMPILED = join(import.meta.dirname, '..');

/** Of the repository, with the sources of what is never built: fakes for tests. */
export const ROOT = join(COMPILED, '..');

export const API = join(COMPILED, 'apps/api/src/main.js');
export const WORKER = join(COMPILED, 'apps/worker/src/main.js');

const START_PATIENCE_MS = 60_000;

export interface RunningProgram {
  /** Milliseconds from the fork to the message that it is ready. */
  readyAfterMs: number;
  /** What it said beside `ready`. */
  said: Record<string, unknown>;
  /** Memory that is this process's own now, in MiB, by the kernel's account. */
  residentMib(): number;
  /** Asks it to end. @returns its exit code, or the signal that ended it */
  stop(): Promise<number | string>;
  /** Ends it between any two of its instructions. */
  kill(): Promise<number | string>;
}

export interface ProgramOptions {
  /** After the program's name. */
  args?: readonly string[];
  /** Of Node itself. */
  nodeArgs?: readonly string[];
}

/**
 * Starts a program and waits for its message `{ready: true}`.
 * @throws Error with the end of what it printed when it ends before
 */
export async function startProgram(
  entry: string,
  environment: Record<string, string>,
  { args = [], nodeArgs = [] }: ProgramOptions = {},
): Promise<RunningProgram> {
  const startedAt = performance.now();
  const child = fork(entry, args, {
    execArgv: [...nodeArgs],
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed = (printed + chunk.toString('utf8')).slice(-4_000)));
  const said = await ready(child, () => printed);
  const readyAfterMs = performance.now() - startedAt;
  return {
    readyAfterMs,
    said,
    residentMib: () => residentMib(child.pid!),
    stop: () => stopped(child, 'SIGTERM'),
    kill: () => stopped(child, 'SIGKILL'),
  };
}

function ready(child: ChildProcess, printed: () => string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${child.spawnfile} was not ready within ${START_PATIENCE_MS} ms:\n${printed()}`));
    }, START_PATIENCE_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`it ended with ${code} before it was ready:\n${printed()}`));
    });
    child.on('message', (message: Record<string, unknown>) => {
      if (message.ready !== true) return;
      clearTimeout(timer);
      resolve(message);
    });
  });
}

function stopped(child: ChildProcess, by: NodeJS.Signals): Promise<number | string> {
  const ended = child.exitCode ?? child.signalCode;
  if (ended !== null) return Promise.resolve(ended);
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? ''));
    child.kill(by);
  });
}

function residentMib(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (!line) throw new Error('this kernel does not tell the memory of a process');
  return Number(line[1]) / 1_024;
}
