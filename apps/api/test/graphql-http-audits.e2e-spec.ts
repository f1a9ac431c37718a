import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningApi } from '#platform';
import { serverAudits } from 'graphql-http';
import { startSmallApi } from './small-api.js';

let api: RunningApi;
beforeAll(async () => {
  // With introspection: two audits ask for a type of the schema.
  api = await startSmallApi([], true);
});
afterAll(() => api?.stop());

const audits = serverAudits({ url: () => `${api.url}/graphql` });

describe('a client that follows GraphQL over HTTP works, as the audit suite of graphql-http has it', () => {
  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (_id, _name, audit) => {
    const result = await audit.fn();
    expect([result.status, 'reason' in result ? result.reason : null]).toEqual(['ok', null]);
  });

  it('in all the points that the suite has, none of them left out', () => {
    expect(audits).toHaveLength(new Set(audits.map(({ id }) => id)).size);
    const kinds = ['MUST', 'SHOULD', 'MAY'].map((kind) => audits.filter(({ name }) => name.startsWith(kind)).length);
    expect(kinds).toEqual([13, 23, 25]);
  });
});
