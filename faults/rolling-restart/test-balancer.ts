import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const CHECK_EVERY_MS = 200;

interface Backend {
  port: number;
  healthy: boolean;
  agent: Agent;
}

export interface TestBalancer {
  url: string;
  /** What became of requests that it could not carry through, in its own words. */
  faults: readonly string[];
  /** Waits until the server at this port is sent requests. */
  untilHealthy(port: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Test gear: as much of a load balancer as a rolling restart meets. Round robin over the servers that answer /health/ready with 200, connections
 * kept alive to both sides, as nginx and HAProxy keep them. A request goes to another server only when a connection was refused, before a
 * byte of it was sent: anything later may have had its effect, and is the client's failure.
 */
export async function startTestBalancer(ports: readonly number[]): Promise<TestBalancer> {
  const backends: Backend[] = ports.map((port) => ({ port, healthy: false, agent: new Agent({ keepAlive: true }) }));
  const faults: string[] = [];
  let turn = 0;

  const timer = setInterval(() => backends.forEach((backend) => void check(backend)), CHECK_EVERY_MS);
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => forward(incoming, outgoing, Buffer.concat(chunks), backends.length));
  });

  function forward(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer, triesLeft: number): void {
    const healthy = backends.filter((backend) => backend.healthy);
    const backend = healthy[turn++ % Math.max(1, healthy.length)];
    const fail = (why: string): void => {
      faults.push(why);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end(why);
    };
    if (!backend || triesLeft === 0) return fail('no server is healthy');
    const { connection: _ours, ...headers } = incoming.headers;
    const { method, url: path } = incoming;
    const onward = httpRequest({ host: '127.0.0.1', port: backend.port, agent: backend.agent, method, path, headers });
    onward.on('response', (answer) => {
      const { connection: _theirs, 'keep-alive': _hint, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, kept);
      answer.on('error', (error) => fail(`${error.message} while answering`));
      answer.pipe(outgoing);
    });
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNREFUSED') return fail(error.code ?? error.message);
      backend.healthy = false;
      forward(incoming, outgoing, body, triesLeft - 1);
    });
    onward.end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    untilHealthy: async (port) => {
      const backend = backends.find((each) => each.port === port)!;
      while (!backend.healthy) await check(backend);
    },
    stop: () => {
      clearInterval(timer);
      for (const { agent } of backends) agent.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function check(backend: Backend): Promise<void> {
  try {
    const answer = await fetch(`http://127.0.0.1:${backend.port}/health/ready`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(1_000),
    });
    await answer.arrayBuffer();
    backend.healthy = answer.status === 200;
  } catch {
    backend.healthy = false;
  }
}
