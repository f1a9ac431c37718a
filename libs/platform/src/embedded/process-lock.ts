import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { processIdentity } from './process-identity.js';

/** The process that holds a lock, as the lock file records it. */
export interface LockOwner {
  pid: number;
  identity: string;
}

/** Raised when a living process holds the lock. */
export class LockHeldError extends Error {
  constructor(
    readonly path: string,
    readonly owner: LockOwner,
  ) {
    super(`${path} is held by the running process ${owner.pid}`);
    this.name = 'LockHeldError';
  }
}

/** A lock that this process holds until `release`, or until it dies. */
export interface ProcessLock {
  release(): Promise<void>;
}

/**
 * Takes the lock file at `path` for this process. A lock whose process is gone, however it died, is taken over.
 * @throws LockHeldError while its holder lives
 */
export async function acquireProcessLock(path: string): Promise<ProcessLock> {
  const owner: LockOwner = { pid: process.pid, identity: (await processIdentity(process.pid)) ?? '' };
  const mine = `${JSON.stringify(owner)}\n`;
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, mine, { mode: 0o644 });
  try {
    for (;;) {
      // A link appears whole or not at all, so nobody ever reads a half-written lock.
      if (await linkIfAbsent(draft, path)) return { release: () => releaseIfMine(path, mine) };
      const found = await readIfPresent(path);
      if (found === undefined) continue;
      const holder = parseOwner(found);
      if (holder && (await processIdentity(holder.pid)) === holder.identity) throw new LockHeldError(path, holder);
      await removeStale(path, found);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function removeStale(path: string, stale: string): Promise<void> {
  // Two newcomers may both see the stale lock. Moving it aside is atomic; whoever finds a fresh lock in its hands puts it back.
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readIfPresent(aside)) !== stale) await linkIfAbsent(aside, path);
  await rm(aside, { force: true });
}

async function releaseIfMine(path: string, mine: string): Promise<void> {
  if ((await readIfPresent(path)) === mine) await rm(path, { force: true });
}

async function linkIfAbsent(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseOwner(text: string): LockOwner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('identity' in value)) return undefined;
    return typeof value.pid === 'number' && typeof value.identity === 'string'
      ? { pid: value.pid, identity: value.identity }
      : undefined;
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
