import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationError } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import { collectMetrics, type Exposition } from './collect-metrics.js';

/** Whether the process can do its work now, and what else an operator should know, in words without secrets. */
export interface Readiness {
  ready: boolean;
  notes?: Readonly<Record<string, string>>;
}

export interface OperationsServerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  logger: Logger;
  readiness: () => Promise<Readiness>;
}

export interface OperationsServer {
  /** `http://127.0.0.1:9464`. */
  readonly url: string;
  /** Safe to call twice. */
  stop(): Promise<void>;
}

interface Answer {
  code: number;
  type: string;
  body: string;
}

/** A scraper sends a line and a few headers. */
const REQUEST_PATIENCE_MS = 5_000;

/**
 * Metrics and health on a port of their own, for the machines that watch the deployment: what it tells (task names, rates,
 * pools) is not for clients.
 * @throws ConfigurationError when the port cannot be taken
 */
export async function startOperationsServer(options: OperationsServerOptions): Promise<OperationsServer> {
  const exposition = await collectMetrics(options.logger);
  const server = createServer((request, response) => {
    void answerTo(request, options, exposition).then(({ code, type, body }) => {
      response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(body);
    });
  });
  server.requestTimeout = REQUEST_PATIENCE_MS;
  server.headersTimeout = REQUEST_PATIENCE_MS;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  let stopping: Promise<void> | null = null;
  return { url: `http://${host}:${port}`, stop: () => (stopping ??= close(server)) };
}

async function answerTo(
  request: IncomingMessage,
  { readiness, logger }: OperationsServerOptions,
  exposition: Exposition,
): Promise<Answer> {
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'only GET');
    switch (request.url?.split('?')[0] ?? '') {
      case '/metrics':
        return { code: 200, type: exposition.contentType, body: await exposition.text() };
      case '/health/live':
        return json(200, { status: 'live' });
      case '/health/ready': {
        const { ready, notes } = await readiness();
        return json(ready ? 200 : 503, { status: ready ? 'ready' : 'unavailable', ...notes });
      }
      default:
        return text(404, 'not found');
    }
  } catch (error) {
    logger.error({ err: error }, 'the operations server could not answer');
    return text(500, 'internal error');
  }
}

const json = (code: number, body: Record<string, string>): Answer => ({
  code,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

const text = (code: number, body: string): Answer => ({ code, type: 'text/plain; charset=utf-8', body: `${body}\n` });

async function listen(server: Server, { host, port }: OperationsServerOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ConfigurationError([`PARLEY_METRICS_PORT ${port} at ${host} cannot be used: ${error.code}`])),
    );
    server.listen(port, host, resolve);
  });
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    // A scraper keeps its connection open for the next time.
    server.closeAllConnections();
  });
}
