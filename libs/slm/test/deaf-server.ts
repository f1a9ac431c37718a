import { spawn } from 'node:child_process';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** Listens, and then never looks again: the kernel takes what its short line holds and lets every further connection wait. */
const DEAF = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    process.send({ port: server.address().port }, () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });
  });
`;

/** How many connections a line for one takes on Linux, with room to spare. */
const FILLERS = 6;

/** A server that accepts no connection, neither well nor badly. */
export async function deafServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['-e', DEAF], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: {} });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`the deaf server ended with ${code}`)));
  });
  const fillers = Array.from({ length: FILLERS }, (): Socket =>
    connect(port, '127.0.0.1').on('error', () => undefined),
  );
  await Promise.race(fillers.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of fillers) socket.destroy();
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
