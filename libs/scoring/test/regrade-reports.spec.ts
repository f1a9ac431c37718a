import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { parse } from 'csv-parse/sync';
import {
  instructorOf,
  officialRows,
  regradeAgency,
  signedSession,
  startRegrade,
  traineeOf,
  workAll,
  type RegradeAgency,
} from './regrade-agency.js';
import { CHANGES, REPORT, regradeClient } from './regrade-client.js';
import { scoringClient } from './scoring-client.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

describe('the report of a regrade', () => {
  let served: ServedScoring;
  let agency: RegradeAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  beforeEach(async () => {
    agency = await regradeAgency(served);
  });
  afterAll(() => served.close());

  const work = (how = {}) => workAll(served, served.tasks, agency, how);
  const start = async (input: object = {}): Promise<string> => {
    const { regrade, userErrors } = await startRegrade(served, agency.admin, input);
    expect(userErrors).toEqual([]);
    return regrade!.id;
  };
  const strict = () => ({ rubricVersionId: toGlobalId('RubricVersion', agency.strictRubricId) });
  const changes = (id: string) => regradeClient(served, agency).changes(id);

  it('is nobody’s but an admin’s, of this agency', async () => {
    await signedSession(served, agency);
    const id = await start(strict());
    await work();
    const other = await regradeAgency(served);
    const [item] = (await changes(id)).nodes;
    const asked = (token: string, regradeId: string, regradeItemId: string) =>
      Promise.all([
        served.ask(token, REPORT, { id: regradeId }),
        served.ask(token, CHANGES, { id: regradeId, first: 5 }),
        served.ask(token, 'query ($id: ID!) { regradeReportCsv(regradeId: $id, first: 5) { csv } }', { id: regradeId }),
        served.ask(token, 'query ($id: ID!) { node(id: $id) { id } }', { id: regradeId }),
        served.ask(token, 'query ($id: ID!) { node(id: $id) { id } }', { id: regradeItemId }),
        served.ask(
          token,
          'mutation ($input: OpenRereviewInput!) { openRereview(input: $input) { regradeItem { id } userErrors { code } } }',
          { input: { regradeItemId, reason: 'r', idempotencyKey: regradeItemId } },
        ),
      ]);
    const never = await asked(
      other.admin,
      toGlobalId('Regrade', other.adminId),
      toGlobalId('RegradeItem', other.adminId),
    );
    const comparable = (answers: object): unknown =>
      JSON.parse(
        JSON.stringify(answers)
          .replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')
          .replaceAll(toGlobalId('Regrade', other.adminId), id),
      );
    expect(comparable(await asked(other.admin, id, item!.id))).toEqual(comparable(never));
    for (const token of [instructorOf(agency), traineeOf(agency)]) {
      const refused = await asked(token, id, item!.id);
      expect(refused.map(({ errors }) => errors?.[0]?.extensions?.code)).toEqual(Array(6).fill('FORBIDDEN'));
    }
  });

  it('shows an admin who also trains or reviews no proposal that they may not see yet', async () => {
    const { uuid, id: sessionId } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await served.graded(agency, { traineeId: agency.adminId });
    const id = await start(strict());
    await work();
    const { nodes } = await changes(id);
    const bySession = new Map(nodes.map((node) => [node.sessionId, node]));
    expect(bySession.size).toBe(2);
    expect(bySession.get(sessionId)).toMatchObject({
      hidden: 'UNTIL_OWN_REVIEW',
      comparison: null,
      gradeId: null,
      recordEffect: null,
    });
    expect(nodes.map(({ hidden }) => hidden).sort()).toEqual(['OWN_SESSION', 'UNTIL_OWN_REVIEW']);
    const csv = await client.one<{ csv: string }>(
      agency.admin,
      'query ($id: ID!) { regradeReportCsv(regradeId: $id, first: 5) { csv } }',
      { id },
    );
    expect(csv.csv.trimEnd().split('\r\n')).toHaveLength(1);
    await served.rows(
      agency,
      `insert into grade_decisions (agency_id, session_id, decision, reason, decided_by)
      values (app.agency_id(), $1, 'INVALIDATED', 'looped', $2)`,
      uuid,
      agency.instructors[0],
    );
    const shown = (await changes(id)).nodes.find((node) => node.sessionId === sessionId);
    expect(shown).toMatchObject({ hidden: null, gradeId: expect.any(String) });
  });

  it('gives its report as CSV in parts that are one file, in the order of its pages', async () => {
    for (const traineeId of [...agency.trainees, agency.instructors[1]])
      await signedSession(served, agency, { traineeId });
    const id = await start(strict());
    await work();
    const parts: string[] = [];
    let after: string | null = null;
    do {
      const part: { csv: string; hasNextPart: boolean; endCursor: string | null } = await client.one(
        agency.admin,
        'query ($id: ID!, $after: String) { regradeReportCsv(regradeId: $id, first: 2, after: $after) { csv hasNextPart endCursor } }',
        { id, after },
      );
      parts.push(part.csv);
      expect(part.hasNextPart).toBe(part.endCursor !== null);
      after = part.endCursor;
    } while (after !== null);
    expect(parts).toHaveLength(2);
    const rows = parse(parts.join(''), { columns: true, recordDelimiter: '\r\n' }) as Record<string, string>[];
    expect(rows.map((row) => row['session_id'])).toEqual((await changes(id)).nodes.map(({ sessionId }) => sessionId));
    expect(rows[0]).toMatchObject({
      family_name: 'Vale',
      compared_with: 'DECISION',
      final_before: '82.4',
      training_record: 'WOULD_BE_LOST',
    });
  });

  it('is acted upon by a person who refers a session to reviewers, once, and what was signed stands', async () => {
    await signedSession(served, agency);
    const { id: undecided } = await served.graded(agency, { traineeId: agency.trainees[1] });
    const id = await start(strict());
    await work();
    const before = await officialRows(served, agency);
    const { nodes } = await changes(id);
    const open = (
      token: string,
      regradeItemId: string | undefined,
      reason = 'Look at turn 3.',
      idempotencyKey = `${regradeItemId}`,
    ) =>
      client.one<{ regradeItem: { referredAt: string } | null; userErrors: { code: string }[] }>(
        token,
        'mutation ($input: OpenRereviewInput!) { openRereview(input: $input) { regradeItem { referredAt } userErrors { code field } } }',
        { input: { regradeItemId, reason, idempotencyKey } },
      );
    const first = await open(agency.admin, nodes[0]?.id);
    expect(first).toMatchObject({ regradeItem: { referredAt: expect.any(String) }, userErrors: [] });
    expect(await open(agency.admin, nodes[0]?.id)).toEqual(first);
    expect((await open(agency.admin, nodes[0]?.id, 'again', 'other')).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
    const waiting = nodes.find(({ sessionId }) => sessionId === undecided);
    expect((await open(agency.admin, waiting?.id)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const referred = (token: string) =>
      client.one<{ nodes: object[] }>(token, '{ regradeReferrals(first: 5) { nodes { sessionId reason } } }', {});
    expect((await referred(instructorOf(agency))).nodes).toEqual([
      { sessionId: nodes[0]?.sessionId, reason: 'Look at turn 3.' },
    ]);
    expect(await officialRows(served, agency)).toBe(before);
    expect(await served.rows(agency, `select id from audit_entries where action = 'regrade.referred'`)).toHaveLength(1);
  });
});
