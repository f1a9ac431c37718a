import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ROOT } from './install-if-changed.js';

/**
 * Starts an empty Redis for one run of the tests, where the program is installed.
 * @returns {Promise<{ url: string, stop(): Promise<void> } | null>} null without a `redis-server` on the PATH
 */
export async function startTestRedis() {
  if (spawnSync('redis-server', ['--version']).status !== 0) return null;
  mkdirSync(join(ROOT, '.parley'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.parley', 'redis-'));
  const port = await freePort();
  // Detached, so that Ctrl-C reaches the tests alone; its keeper ends it when this process dies, however that happens.
  const keeper = spawn(process.execPath, [join(ROOT, 'tools', 'keep-redis.js'), String(port), folder], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = new Promise((resolve) => keeper.once('exit', resolve));
  await Promise.race([
    new Promise((resolve) => keeper.once('message', resolve)),
    gone.then(() => Promise.reject(new Error('redis-server did not start'))),
  ]);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      if (keeper.connected) keeper.disconnect();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
