import { spawn } from 'node:child_process';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program on this terminal and waits for it. Signals are passed on, so that the program decides how to end.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, channel?: boolean, quiet?: boolean }} [options] `channel` opens an IPC channel, whose closing
 *   tells a Node program that this process died; `quiet` holds the output back unless the program fails
 * @returns {Promise<number>} the exit code, 128 + n when signal n ended the program
 */
export async function runInForeground(program, args, { env = process.env, channel = false, quiet = false } = {}) {
  const output = quiet ? 'pipe' : 'inherit';
  const child = spawn(program, args, { env, stdio: ['inherit', output, output, ...(channel ? ['ipc'] : [])] });
  const held = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => held.push(chunk));
  const forward = (signal) => child.kill(signal);
  for (const signal of FORWARDED) process.on(signal, forward);
  const stopWatching = channel ? whenLauncherDies(() => child.kill('SIGTERM')) : () => undefined;
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exit, signal) => resolve(exit ?? 128 + signalNumber(signal)));
    });
    if (code !== 0) for (const chunk of held) process.stderr.write(chunk);
    return code;
  } finally {
    stopWatching();
    for (const signal of FORWARDED) process.off(signal, forward);
  }
}

/** npm does not tell its script when npm itself is killed; a changed parent does. */
function whenLauncherDies(act) {
  if (!process.env.npm_lifecycle_event) return () => undefined;
  const launcher = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === launcher) return;
    clearInterval(timer);
    act();
  }, 500);
  return () => clearInterval(timer);
}

function signalNumber(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0;
}
