import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { outcomeOf } from '../graphql/operation-outcome.js';
import { defineDuration } from './metric.js';

const requestSeconds = defineDuration({
  name: 'parley_http_request_seconds',
  help: 'HTTP requests of the public port, from the first header to the last byte of the answer.',
  labels: ['method', 'route', 'status'],
});

const operationSeconds = defineDuration({
  name: 'parley_graphql_operation_seconds',
  help: 'GraphQL requests over HTTP by type; the outcome is OK or the code of the first error.',
  labels: ['type', 'outcome'],
});

const METHODS = new Set(['GET', 'POST', 'HEAD', 'OPTIONS']);

/** Measures every request of a server. The route is the pattern it was declared with, never the path that a client wrote. */
export function measureRequests(server: FastifyInstance, graphqlPath: string): void {
  server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const seconds = reply.elapsedTime / 1_000;
    const route = request.routeOptions.url ?? 'none';
    const method = METHODS.has(request.method) ? request.method : 'OTHER';
    requestSeconds.observe({ method, route, status: String(reply.statusCode) }, seconds);
    if (route !== graphqlPath) return;
    const { type, code } = outcomeOf(request);
    operationSeconds.observe({ type, outcome: code }, seconds);
  });
}
