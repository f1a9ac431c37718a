import type { FastifyInstance } from 'fastify';

const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; " +
  "img-src 'self' data:; font-src data:; connect-src 'self'";

/** GraphiQL as one page that needs no network: stations and agency networks have no way to a CDN. */
export async function serveGraphiql(server: FastifyInstance, endpoint: string): Promise<void> {
  // Nine megabytes that a process without GraphiQL never loads.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const page = renderGraphiQL({
    endpoint,
    title: 'Parley',
    headers: JSON.stringify({ authorization: 'Bearer <paste an access token>' }, null, 2),
    defaultQuery: '# Paste an access token under Headers, then ask.\n{\n  __typename\n}\n',
  });
  server.get('/graphiql', (_request, reply) => {
    void reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(page);
  });
}
