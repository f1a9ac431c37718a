import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** Runs redis-server for as long as the process that started this one lives: its IPC channel closes even when it is killed. */
const [port, folder] = process.argv.slice(2);
const settings = {
  port,
  bind: '127.0.0.1',
  dir: folder,
  save: '',
  appendonly: 'no',
  'maxmemory-policy': 'noeviction',
  databases: '64',
};
const server = spawn(
  'redis-server',
  Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
);

let told = false;
server.stdout.on('data', (chunk) => {
  if (told || !String(chunk).includes('Ready to accept connections')) return;
  told = true;
  process.send?.('ready');
});
process.once('disconnect', () => {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
server.once('exit', (code) => process.exit(code ?? 0));
server.once('error', () => process.exit(1));
