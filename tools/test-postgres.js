import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './install-if-changed.js';

const SOURCES = 'libs/platform/src/embedded';

/**
 * Starts an empty PostgreSQL for one run of the tests. Each run has its own, so two runs never meet and a killed one leaves no state.
 * @returns {Promise<{ superuserUrl: string, stop(): Promise<void> }>}
 */
export async function startTestPostgres() {
  mkdirSync(join(ROOT, '.parley'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.parley', 'test-'));
  const { startEmbeddedPostgres, acquireProcessLock, LockHeldError } = await compileEmbedded(join(folder, 'compiled'));
  const lock = await acquireProcessLock(join(folder, 'run.lock'));
  await removeAbandoned(folder, acquireProcessLock, LockHeldError);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  return {
    superuserUrl: server.superuserUrl,
    stop: async () => {
      await server.stop();
      await lock.release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The tests must not need a build, and Node does not run TypeScript: so the few files needed before Jest are compiled here. */
async function compileEmbedded(target) {
  const { transformFileSync } = await import('@swc/core');
  mkdirSync(target);
  for (const name of readdirSync(join(ROOT, SOURCES))) {
    if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
    const { code } = transformFileSync(join(ROOT, SOURCES, name), {
      configFile: join(ROOT, '.swcrc'),
      sourceMaps: false,
    });
    writeFileSync(join(target, name.replace(/\.ts$/, '.js')), code);
  }
  return import(pathToFileURL(join(target, 'index.js')).href);
}

async function removeAbandoned(mine, acquireProcessLock, LockHeldError) {
  for (const name of readdirSync(join(ROOT, '.parley')).filter((entry) => entry.startsWith('test-'))) {
    const folder = join(ROOT, '.parley', name);
    // A run without its lock has only just begun: it belongs to somebody.
    if (folder === mine || !isFile(join(folder, 'run.lock'))) continue;
    try {
      await acquireProcessLock(join(folder, 'run.lock'));
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof LockHeldError)) throw error;
    }
  }
}

function isFile(path) {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}
