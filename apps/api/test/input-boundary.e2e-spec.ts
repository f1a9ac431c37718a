import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId, type RunningApi } from '#platform';
import { ask } from './ask.js';
import { COHORT, seen, startSmallApi } from './small-api.js';

let api: RunningApi;
beforeAll(async () => {
  api = await startSmallApi();
});
afterAll(() => api?.stop());

const cohortId = toGlobalId('Cohort', COHORT);

describe('bad input names the field', () => {
  const query =
    'mutation Make($input: CreateCohortInput!) { createCohort(input: $input) { cohort { id name } userErrors { code field message } } }';
  const make = (input: unknown) => ask(api, query, { token: 'cohort:read+cohort:write', variables: { input } });
  const row = { email: 'avery@example.org' };

  it('when a rule on it is broken, with its whole path', async () => {
    const before = seen.writes;
    const { errors } = await make({ name: 'x'.repeat(21), rows: [row, row, row, { email: 'nobody' }] });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_INPUT',
      fields: [
        { field: 'input.name', message: 'input.name must be shorter than or equal to 20 characters' },
        { field: 'input.rows[3].email', message: 'input.rows[3].email must be an email' },
      ],
    });
    expect(seen.writes).toBe(before);
  });

  it('when it has the wrong type, however often the document came before', async () => {
    for (let time = 0; time < 4; time++) {
      const { errors } = await make({ name: 'a', rows: [{ email: 7 }] });
      expect(errors?.[0]?.extensions.code).toBe('BAD_INPUT');
      expect(errors?.[0]?.extensions.fields?.[0]?.field).toBe('input.rows[0].email');
    }
  });

  it('when it is missing, or unknown', async () => {
    for (let time = 0; time < 3; time++) {
      expect((await make({ rows: [] })).errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_INPUT',
        fields: [{ field: 'input.name', message: 'a value is required' }],
      });
      expect((await make({ name: 'a', rows: [], rank: 1 })).errors?.[0]?.extensions.code).toBe('BAD_INPUT');
    }
    expect((await ask(api, query, { token: 'cohort:write' })).errors?.[0]?.extensions.code).toBeDefined();
  });

  it('when a date is none of the calendar', async () => {
    for (const startsOn of ['2026-02-30', '1.3.2026', '2026-3-1', 20260301, '2026-03-01T00:00:00Z']) {
      const { errors } = await make({ name: 'a', rows: [], startsOn });
      expect(errors?.[0]?.extensions.fields?.[0]?.field).toBe('input.startsOn');
    }
    const { errors } = await make({ name: 'a', rows: [], agreedAt: '2026-03-01T10:00:00' });
    expect(errors?.[0]?.extensions.fields?.[0]?.field).toBe('input.agreedAt');
  });

  it('when the text could not be stored as it was sent', async () => {
    for (const name of ['a\0b', 'half \ud83d']) {
      const { errors } = await make({ name, rows: [] });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ field: 'input.name' }] });
    }
  });

  it('and good input arrives as it was sent', async () => {
    const { data } = await make({
      name: 'Żółw 🐢',
      rows: [row],
      startsOn: '2026-03-01',
      agreedAt: '2026-03-01T10:00:00+01:00',
    });
    expect(data).toEqual({ createCohort: { cohort: { id: cohortId, name: 'Żółw 🐢' }, userErrors: [] } });
    expect(seen.input?.agreedAt).toEqual(new Date('2026-03-01T09:00:00Z'));
    expect(seen.input?.startsOn).toBe('2026-03-01');
  });

  it('and a business failure is data in the payload', async () => {
    for (let time = 0; time < 3; time++) {
      expect((await make({ name: 'missing', rows: [] })).data).toEqual({
        createCohort: {
          cohort: null,
          userErrors: [{ code: 'NOT_FOUND', field: 'input.name', message: 'no such cohort' }],
        },
      });
    }
  });

  it('in a query too', async () => {
    const { errors } = await ask(api, '{ byId(cohortId: "nonsense") }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ field: 'cohortId' }] });
  });
});

describe('paging', () => {
  const query =
    'query List($first: Int!, $after: String) { cohorts(first: $first, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }';

  it('reaches every row once', async () => {
    const names = new Set<string>();
    let after: string | null = null;
    do {
      const { data } = await ask(api, query, { token: 'cohort:read', variables: { first: 100, after } });
      const page = (
        data as never as {
          cohorts: { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
        }
      ).cohorts;
      for (const { name } of page.nodes) names.add(name);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names.size).toBe(250);
  });

  it('is refused above the limit, below one, and after a cursor of something else', async () => {
    for (const first of [0, -1, 101, 2_000_000_000]) {
      const { errors } = await ask(api, query, { token: 'cohort:read', variables: { first } });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ field: 'first' }] });
    }
    for (const after of ['', 'x', 'W10', Buffer.from('["1","2"]').toString('base64url'), 'a'.repeat(3_000)]) {
      const { errors } = await ask(api, query, { token: 'cohort:read', variables: { first: 1, after } });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ field: 'after' }] });
    }
  });
});
