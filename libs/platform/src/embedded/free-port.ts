import { createServer } from 'node:net';

/**
 * A TCP port of 127.0.0.1 that nobody listens on at this moment: `preferred` when it is free, else one the system picks.
 * Another process may take it before the caller does, so the caller must be ready to try again.
 */
export async function findFreePort(preferred = 0): Promise<number> {
  return (
    (await tryListen(preferred)) ??
    (await tryListen(0)) ??
    Promise.reject(new Error('no TCP port of 127.0.0.1 is free'))
  );
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
