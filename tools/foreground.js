import { spawn, spawnSync } from 'node:child_process';

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

/** npm does not tell its script when npm itself is killed, so the script looks. */
function whenLauncherDies(act) {
  if (!process.env.npm_lifecycle_event) return () => undefined;
  const parent = process.ppid;
  const npm = parentOfShell(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isRunning(npm))) return;
    clearInterval(timer);
    act();
  }, 500);
  return () => clearInterval(timer);
}

/** Between npm and its script stands a shell, except where the shell gives its place to the script. */
function parentOfShell(pid) {
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'ppid=', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? [];
  return /^\S*sh\s+-c\s/.test(command ?? '') ? Number(parent) : undefined;
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is a running one all the same.
    return error.code === 'EPERM';
  }
}

function signalNumber(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0;
}
