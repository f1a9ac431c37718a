import { Agent, createServer, request as httpRequest } from 'node:http';

const CHECK_EVERY_MS = 200;

/**
 * Test gear: as much of a load balancer as a rolling restart meets. Round robin over the servers that answer /health/ready with 200, connections
 * kept alive to both sides, as nginx and HAProxy keep them. A request goes to another server only when a connection was refused, before a
 * byte of it was sent: anything later may have had its effect, and is the client's failure.
 * @param {readonly number[]} ports
 */
export async function startTestBalancer(ports) {
  const backends = ports.map((port) => ({ port, healthy: false, agent: new Agent({ keepAlive: true }) }));
  let turn = 0;
  const faults = [];

  const check = async (backend) => {
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
  };
  const checkAll = () => Promise.all(backends.map(check));
  const timer = setInterval(() => void checkAll(), CHECK_EVERY_MS);

  const server = createServer((incoming, outgoing) => {
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => forward(incoming, outgoing, Buffer.concat(chunks), backends.length));
  });

  function forward(incoming, outgoing, body, triesLeft) {
    const healthy = backends.filter((backend) => backend.healthy);
    const backend = healthy[turn++ % Math.max(1, healthy.length)];
    const fail = (why) => {
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
      answer.on('error', (error) => fail(`${error.code ?? error.message} while answering`));
      answer.pipe(outgoing);
    });
    onward.on('error', (error) => {
      if (error.code !== 'ECONNREFUSED') return fail(error.code ?? error.message);
      backend.healthy = false;
      return forward(incoming, outgoing, body, triesLeft - 1);
    });
    onward.end(body);
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** What became of requests that it could not carry through, in its own words. */
    faults,
    /** Waits until the server at this port is sent requests, or is not. */
    until: async (port, healthy) => {
      const backend = backends.find((each) => each.port === port);
      while (backend.healthy !== healthy) await check(backend);
    },
    stop: () => {
      clearInterval(timer);
      for (const { agent } of backends) agent.destroy();
      return new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
