import { spawn } from 'node:child_process';
import type { ServerAccount } from './server-account.js';

/**
 * Runs the server and stops it when standard input ends: on our command, or because we died, however we died. Without it a `kill -9` of
 * this process would leave the server running. The signal is repeated, because one that arrives before the server listens for it is lost.
 */
const SUPERVISOR = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(
  while read -r _ <&3; do :; done
  while kill -INT "$server" 2>/dev/null; do sleep 1; done
) >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$server"
code=$?
kill "$watch" 2>/dev/null
exit "$code"
`;

const READY = 'database system is ready to accept connections';

/** A running server. */
export interface SupervisedServer {
  /** Ends all connections, writes everything down and waits until the server is gone. */
  stop(): Promise<void>;
}

/**
 * Starts the server and returns when it accepts connections.
 * @throws Error with the server's last words when it ends before that
 */
export function startServer(
  words: string[],
  account: ServerAccount,
  log: (line: string) => void,
): Promise<SupervisedServer> {
  const [program, ...args] = [...account.prefix, '/bin/sh', '-c', SUPERVISOR, 'supervisor', ...words];
  const child = spawn(program, args, {
    ...account.switchTo,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'pipe'],
    // A process group of its own: Ctrl-C is for us, and the server goes last.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.on('error', () => undefined);

  return new Promise((resolve, reject) => {
    let tail: string[] = [];
    let rest = '';
    child.stderr.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) log(line);
      tail = [...tail, ...lines].slice(-20);
      if (!lines.some((line) => line.includes(READY))) return;
      resolve({
        stop: async () => {
          child.stdin.end();
          await ended;
        },
      });
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`PostgreSQL did not start: ${[...tail, rest].join('\n').trim()}`)));
  });
}
