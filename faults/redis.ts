import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort } from '#platform';

export interface RunningRedis {
  url: string;
  stop(): Promise<void>;
}

/** A Redis as in production, with its append-only file, in a folder below `parent`; null where none is installed. */
export async function startRedis(parent: string): Promise<RunningRedis | null> {
  const port = await findFreePort();
  const folder = join(parent, 'redis');
  await mkdir(folder, { recursive: true });
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  const server = spawn('redis-server', [...options, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  const missing = await Promise.race([ended.then(() => true), answers(port).then(() => false)]);
  if (missing) return null;
  return {
    url: `redis://127.0.0.1:${port}/0`,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function answers(port: number): Promise<void> {
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)));
      socket.on('error', () => resolve(false));
    });
    if (open) return;
    await pause(20);
  }
}
