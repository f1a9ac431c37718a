import { acquireProcessLock, LockHeldError, type ProcessLock } from '#platform';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DemoError } from './demo-error.js';

/**
 * Makes this process the one demo of its clone. The lock of a killed demo is taken over.
 * @throws DemoError while another demo of this clone runs
 */
export async function lockDemo(path: string): Promise<ProcessLock> {
  await mkdir(dirname(path), { recursive: true });
  try {
    return await acquireProcessLock(path);
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    throw new DemoError(
      `A demo of this clone already runs (process ${error.owner.pid}): stop it first, or start this one in another clone.`,
    );
  }
}
