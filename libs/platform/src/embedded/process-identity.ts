import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What tells this process apart from every other that ever had its number: process numbers are reused, start times are not.
 * Undefined when no such process runs; a zombie counts as not running, because it holds nothing and never wakes.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? identityFromProc(pid) : identityFromPs(pid);
}

/** The words of the process's command line; empty when it is gone or may not be read. */
export async function processCommand(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux')
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ').trim();
    return (await ps(pid, 'command=')).trim();
  } catch {
    return '';
  }
}

async function identityFromProc(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X') return undefined;
    // Ticks count from boot, so after a reboot an unrelated process may show the same number.
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    return `${boot}:${startTicks}`;
  } catch {
    return undefined;
  }
}

async function identityFromPs(pid: number): Promise<string | undefined> {
  try {
    const [state, ...startedAt] = (await ps(pid, 'stat=,lstart=')).trim().split(/\s+/);
    return !state || state.startsWith('Z') ? undefined : startedAt.join(' ');
  } catch {
    return undefined;
  }
}

async function ps(pid: number, columns: string): Promise<string> {
  // A fixed locale and zone: the start time is compared as text with one written by another shell.
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const flags = columns.split(',').flatMap((column) => ['-o', column]);
  return (await run('ps', ['-ww', ...flags, '-p', String(pid)], { env })).stdout;
}
