import { startEmbeddedPostgres } from '#platform';
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './install-if-changed.js';

const ROLES = ['owner', 'app', 'worker', 'relay', 'librarian', 'operator'];

/**
 * A database from nothing, by the commands that an operator types. Everything lies in a folder of its own, which `stop` removes.
 * @param root what was built: the repository, or what an image would hold
 */
export async function deploy(root) {
  mkdirSync(join(ROOT, '.parley'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.parley', 'image-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  const environment = environmentOf(postgres.superuserUrl);
  await command(root, environment, 'provision');
  await command(root, environment, 'migrate');
  return {
    environment,
    stop: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function environmentOf(superuserUrl) {
  const passwords = Object.fromEntries(
    [...ROLES, 'queue'].map((role) => [role, randomBytes(18).toString('base64url')]),
  );
  const url = (role, database = 'parley') => {
    const changed = new URL(withDatabase(superuserUrl, database));
    changed.username = role;
    changed.password = passwords[role];
    return changed.toString();
  };
  return {
    NODE_ENV: 'production',
    PARLEY_SUPERUSER_DATABASE_URL: superuserUrl,
    PARLEY_OWNER_DATABASE_URL: url('owner'),
    PARLEY_DATABASE_URL: url('app'),
    PARLEY_WORKER_DATABASE_URL: url('worker'),
    PARLEY_RELAY_DATABASE_URL: url('relay'),
    PARLEY_LIBRARIAN_DATABASE_URL: url('librarian'),
    PARLEY_OPERATOR_DATABASE_URL: url('operator'),
    PARLEY_QUEUE_URL: url('queue', 'parley_queue'),
    PARLEY_MASTER_KEY: randomBytes(32).toString('base64'),
    PARLEY_ISSUER: 'http://parley.test',
    PARLEY_HTTP_HOST: '127.0.0.1',
    PARLEY_LOG_LEVEL: 'info',
  };
}

function withDatabase(url, name) {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function command(root, environment, ...words) {
  const child = fork(join(root, 'dist/apps/cli/src/main.js'), words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`parley ${words.join(' ')} failed: ${said.trim()}`);
  return said.trim();
}
