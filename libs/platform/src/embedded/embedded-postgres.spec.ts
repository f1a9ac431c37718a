import { afterEach, describe, expect, it } from '@jest/globals';
import { transformFile } from '@swc/core';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
import { processIdentity } from './process-identity.js';
import { LockHeldError } from './process-lock.js';

const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('keeps its data across a stop, lets nobody in without the password, and keeps the password to its owner', async () => {
    const dataDir = await newDataDir();
    const first = await start(dataDir);
    await query(first.superuserUrl, 'create table kept (n int)');
    await expect(query(first.superuserUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    expect((await stat(`${dataDir}.password`)).mode & 0o777).toBe(0o600);
    await first.stop();

    const second = await start(dataDir, first.port);
    expect(second.port).toBe(first.port);
    expect(await query(second.superuserUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
    expect(await query(second.superuserUrl, 'show max_connections')).toEqual([{ max_connections: '300' }]);
  }, 60_000);

  it('refuses a folder that a living process uses, and takes another port when the preferred one is busy', async () => {
    const [dataDir, elsewhere] = [await newDataDir(), await newDataDir()];
    const first = await start(dataDir);
    await expect(start(dataDir)).rejects.toThrow(LockHeldError);
    const second = await start(elsewhere, first.port);
    expect(second.port).not.toBe(first.port);
  }, 60_000);

  it('stops by itself when the process that started it is killed, and starts again', async () => {
    const dataDir = await newDataDir();
    const { child, postmaster } = await startInChild(dataDir);
    const before = await processIdentity(postmaster);
    expect(before).toBeDefined();

    child.kill('SIGKILL');
    await once(child, 'exit');
    await until(async () => (await processIdentity(postmaster)) !== before);

    const again = await start(dataDir);
    expect(await query(again.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  }, 60_000);

  it('stops a server that nobody supervises any more, and starts again', async () => {
    const dataDir = await newDataDir();
    const { child, postmaster } = await startInChild(dataDir);
    const before = await processIdentity(postmaster);
    for (const pid of await supervisorsOf(postmaster)) process.kill(pid, 'SIGKILL');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await processIdentity(postmaster)).toBe(before);

    const again = await start(dataDir);
    expect(await processIdentity(postmaster)).not.toBe(before);
    expect(await query(again.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  }, 60_000);

  it('is not fooled by a stale process number that now belongs to somebody else', async () => {
    const dataDir = await newDataDir();
    await (await start(dataDir)).stop();
    await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    await start(dataDir);
    expect(await processIdentity(process.pid)).toBeDefined();
  }, 60_000);

  it('says in plain words that another version made the folder', async () => {
    const dataDir = await newDataDir();
    await (await start(dataDir)).stop();
    await writeFile(join(dataDir, 'PG_VERSION'), '17\n');
    await expect(start(dataDir)).rejects.toThrow(/made by PostgreSQL 17/);
  }, 60_000);
});

async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-embedded-'));
  folders.push(folder);
  return join(folder, 'postgres');
}

async function start(dataDir: string, port?: number): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, port, durable: false });
  servers.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Runs the server under a second Node process, which the test may kill. */
async function startInChild(dataDir: string) {
  const script = `
    const { startEmbeddedPostgres } = await import(process.argv[1]);
    await startEmbeddedPostgres({ dataDir: process.argv[2], durable: false });
    console.log('started');
  `;
  const entry = join(await compiledSources(), 'embedded-postgres.js');
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, entry, dataDir]);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(complaint))),
  ]);
  const postmaster = Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
  return { child, postmaster };
}

/** The sources of this folder as plain Node runs them, placed where they find the installed packages. */
async function compiledSources(): Promise<string> {
  const ignored = join(import.meta.dirname, '../../../../.parley');
  await mkdir(ignored, { recursive: true });
  const target = await mkdtemp(join(ignored, 'compiled-'));
  folders.push(target);
  const sources = (await readdir(import.meta.dirname)).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
  );
  for (const name of sources) {
    const { code } = await transformFile(join(import.meta.dirname, name));
    await writeFile(join(target, name.replace(/\.ts$/, '.js')), code);
  }
  return target;
}

/** The supervising shell of a server and its watching half. */
async function supervisorsOf(postmaster: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const processes = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const shell = processes.find(([pid]) => pid === postmaster)?.[1];
  const siblings = processes.filter(([pid, parent]) => parent === shell && pid !== postmaster).map(([pid]) => pid);
  return [...siblings, ...(shell === undefined ? [] : [shell])];
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('waited twenty seconds in vain');
    await delay(20);
  }
}
