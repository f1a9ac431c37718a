import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { outcomeOf } from '../graphql/operation-outcome.js';
import { beginSpan, type Span } from './tracing.js';

const spans = new WeakMap<FastifyRequest, Span>();

/** One span a request, which goes on with the trace of a client that sends `traceparent`. */
export function traceRequests(server: FastifyInstance, graphqlPath: string): void {
  server.addHook('onRequest', async (request: FastifyRequest) => {
    const { traceparent } = request.headers;
    const route = request.routeOptions.url ?? 'none';
    // An orchestrator asks every few seconds, and nobody will ever look at it.
    if (route.startsWith('/health/')) return;
    spans.set(
      request,
      beginSpan(`${request.method} ${route}`, {
        kind: 'server',
        continues: typeof traceparent === 'string' ? traceparent : null,
        attributes: { 'http.request.method': request.method, 'http.route': route, 'parley.request_id': request.id },
      }),
    );
  });
  // Not before the body was read: what reads it goes on in the context of the socket, and the span would be lost.
  server.addHook('preHandler', (request, _reply, done) => {
    const span = spans.get(request);
    if (span) span.around(done);
    else done();
  });
  server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    end(request, reply.statusCode, graphqlPath);
  });
  server.addHook('onRequestAbort', async (request: FastifyRequest) => {
    spans.get(request)?.end('ABORTED');
    spans.delete(request);
  });
}

function end(request: FastifyRequest, status: number, graphqlPath: string): void {
  const span = spans.get(request);
  if (!span) return;
  spans.delete(request);
  span.set({ 'http.response.status_code': status });
  const failed = status >= 500 ? String(status) : null;
  if (request.routeOptions.url !== graphqlPath) return span.end(failed);
  const { type, code } = outcomeOf(request);
  span.rename(`graphql ${type}`);
  span.set({ 'graphql.operation.type': type, 'parley.outcome': code });
  // The client's own mistakes are answers, not failures of the service.
  span.end(code === 'INTERNAL' || code === 'UNAVAILABLE' ? code : failed);
}
