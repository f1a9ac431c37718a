import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { stopAbandonedPostgres } from '#platform';
import { z } from 'zod';

/** The database roles that sign in, each with a password of its own. */
const ROLES = ['owner', 'app', 'worker', 'relay', 'librarian', 'operator', 'queue'] as const;

const settingsFile = z.object({
  startedAt: z.string(),
  /** When the story was told to its end; null until then. */
  toldAt: z.string().nullable(),
  postgresPort: z.number().int(),
  apiPort: z.number().int(),
  masterKey: z.string(),
  passwords: z.record(z.enum(ROLES), z.string()),
});

/** What the demo remembers between runs. Port 0 means that none was chosen yet. */
export type DemoSettings = z.infer<typeof settingsFile>;

/** The demo's folder under `.parley` and what lies in it. */
export interface DemoData {
  folder: string;
  settings: DemoSettings;
  /** Writes changed settings down, whole or not at all. */
  save(changes: Partial<DemoSettings>): Promise<void>;
}

/** The folder above `start` that holds Parley's package.json. */
export function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'node_modules'))) return folder;
    if (folder === dirname(folder)) throw new Error(`there is no package.json above ${start}`);
  }
}

/**
 * Opens the demo's data, or makes it.
 * @param fresh discards what is there; a database still running on it is stopped first
 */
export async function openDemoData(folder: string, fresh: boolean): Promise<DemoData> {
  if (fresh && existsSync(folder)) {
    await stopAbandonedPostgres(join(folder, 'postgres'));
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'settings.json');
  const data: DemoData = {
    folder,
    settings: existsSync(path) ? settingsFile.parse(JSON.parse(await readFile(path, 'utf8'))) : newSettings(),
    save: async (changes) => {
      Object.assign(data.settings, changes);
      // It holds the passwords and the master key.
      await writeFile(`${path}.new`, `${JSON.stringify(data.settings, null, 2)}\n`, { mode: 0o600 });
      await chmod(`${path}.new`, 0o600);
      await rename(`${path}.new`, path);
    },
  };
  await data.save({});
  return data;
}

/** The environment of this deployment's processes, as docs/operations.md lists it. */
export function deploymentEnvironment({ settings, folder }: DemoData, superuserUrl: string): Record<string, string> {
  const url = (role: (typeof ROLES)[number], database: string) =>
    `postgres://${role}:${settings.passwords[role]}@127.0.0.1:${settings.postgresPort}/${database}`;
  return {
    NODE_ENV: 'production',
    PARLEY_SUPERUSER_DATABASE_URL: superuserUrl,
    PARLEY_OWNER_DATABASE_URL: url('owner', 'parley'),
    PARLEY_DATABASE_URL: url('app', 'parley'),
    PARLEY_WORKER_DATABASE_URL: url('worker', 'parley'),
    PARLEY_RELAY_DATABASE_URL: url('relay', 'parley'),
    PARLEY_LIBRARIAN_DATABASE_URL: url('librarian', 'parley'),
    PARLEY_OPERATOR_DATABASE_URL: url('operator', 'parley'),
    PARLEY_QUEUE_URL: url('queue', 'parley_queue'),
    PARLEY_MASTER_KEY: settings.masterKey,
    PARLEY_ISSUER: `http://127.0.0.1:${settings.apiPort}`,
    PARLEY_HTTP_HOST: '127.0.0.1',
    PARLEY_HTTP_PORT: String(settings.apiPort),
    PARLEY_BLOB_FOLDER: join(folder, 'files'),
    PARLEY_GRAPHIQL: 'true',
    PARLEY_LOG_LEVEL: 'info',
    // No balancer stands before it, and Ctrl-C should end it at once.
    PARLEY_DRAIN_SECONDS: '0',
  };
}

function newSettings(): DemoSettings {
  const passwords = Object.fromEntries(ROLES.map((role) => [role, randomBytes(24).toString('base64url')]));
  return {
    startedAt: new Date().toISOString(),
    toldAt: null,
    postgresPort: 0,
    apiPort: 0,
    masterKey: randomBytes(32).toString('base64'),
    passwords: passwords as DemoSettings['passwords'],
  };
}
