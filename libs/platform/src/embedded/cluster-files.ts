import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PostgresPrograms } from './postgres-programs.js';
import type { ServerAccount } from './server-account.js';

/** The name of the superuser of an embedded cluster. Only `cli provision` and the tests sign in as it. */
export const SUPERUSER = 'postgres';

const MAJOR_VERSION = '18';

/** What `prepareCluster` needs to know. */
export interface ClusterFiles {
  dataDir: string;
  account: ServerAccount;
  programs: PostgresPrograms;
  durable: boolean;
}

/**
 * Makes the cluster in `dataDir` if there is none, and returns its superuser's password, kept beside it in `<dataDir>.password` (mode 0600).
 * @throws Error in plain words when the folder holds another version's cluster, or its password file is gone
 */
export async function prepareCluster(files: ClusterFiles): Promise<string> {
  const passwordFile = `${files.dataDir}.password`;
  const version = await readIfPresent(join(files.dataDir, 'PG_VERSION'));
  const known = (await readIfPresent(passwordFile))?.trim();
  if (version !== undefined) {
    if (version.trim() !== MAJOR_VERSION) {
      throw new Error(
        `${files.dataDir} was made by PostgreSQL ${version.trim()}; this is PostgreSQL ${MAJOR_VERSION}: remove that folder`,
      );
    }
    if (!known)
      throw new Error(`${passwordFile} is missing, and nobody can sign in without it: remove ${files.dataDir}`);
    return known;
  }
  const password = known || randomBytes(24).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  // The mode above is not applied to a file that was already there, and initdb reads the file under the server's account.
  await chmod(passwordFile, 0o600);
  if (files.account.owner) await chown(passwordFile, files.account.owner.uid, files.account.owner.gid);
  await removeUnfinished(files.dataDir);

  // A crash in the middle must not leave half a cluster under the final name.
  const draft = `${files.dataDir}.new-${process.pid}`;
  await mkdir(draft, { mode: 0o700 });
  if (files.account.owner) await chown(draft, files.account.owner.uid, files.account.owner.gid);
  await runInitdb(files, draft, passwordFile);
  await rename(draft, files.dataDir);
  return password;
}

async function removeUnfinished(dataDir: string): Promise<void> {
  const folder = dirname(dataDir);
  const leftovers = (await readdir(folder)).filter((name) => name.startsWith(`${basename(dataDir)}.new-`));
  await Promise.all(leftovers.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

async function runInitdb(files: ClusterFiles, target: string, passwordFile: string): Promise<void> {
  const flags = [
    ...[`--pgdata=${target}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    // PostgreSQL's own locale sorts alike on every machine, and is there when the system's are not installed.
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ...(files.durable ? [] : ['--no-sync']),
  ];
  const [program, ...words] = [...files.account.prefix, files.programs.initdb, ...flags];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, words, { ...files.account.switchTo, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      const hint = /shared librar|image not found|Library not loaded/i.test(complaint)
        ? " (npm skipped the package's install script: run npm rebuild with scripts allowed)"
        : '';
      reject(new Error(`PostgreSQL could not make a database in ${files.dataDir}: ${complaint.trim()}${hint}`));
    });
  });
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
