import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { captureStatements, withSuperuser } from '#testing';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

/** Sessions of one agency, of which one in fifty waits. */
const SESSIONS = 100_000;

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}
const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

describe('a page of the queue', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  beforeAll(async () => {
    served = await serveScoring();
    agency = await scoringAgency(served.db);
    served.tokens.set('instructor', () => agency.as(agency.instructors[0]));
    const { uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await withSuperuser(served.database.superuserUrl, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query(
        `with copy as (
           insert into scenario_sessions (agency_id, id, trainee_id, assignment_id, scenario_version_id, rubric_version_id, mode, origin, state,
             engine_kind, engine_label, seed, end_reason, started_at, completed_at)
           select agency_id, uuidv7(), trainee_id, uuidv7(), scenario_version_id, rubric_version_id, mode, origin, state, engine_kind,
             engine_label, seed, end_reason, started_at, completed_at + make_interval(mins => n)
           from scenario_sessions cross join generate_series(1, ${SESSIONS}) n where id = $1 returning agency_id, id, completed_at)
         insert into review_queue (agency_id, session_id, critical_fails, abstained, disagreement, place, waiting_since, decided_at, closed_at)
         select agency_id, id, 0, 0, 0, -(row_number() over () % 7), completed_at,
           case when row_number() over () % 50 > 0 then now() end, case when row_number() over () % 50 > 0 then now() end from copy`,
        [uuid],
      );
      await client.query('analyze');
    });
  }, 120_000);
  afterAll(() => served.close());

  it('is read in its order off one index, the first and a later one', async () => {
    const captured = captureStatements();
    const page = (after: string | null) =>
      served.ask(
        'instructor',
        'query ($after: String) { gradingQueue(first: 20, after: $after) { nodes { sessionId } pageInfo { endCursor } } }',
        { after },
      );
    const first = (await page(null)).data?.gradingQueue as { nodes: object[]; pageInfo: { endCursor: string } };
    expect(first.nodes).toHaveLength(20);
    const later = (await page(first.pageInfo.endCursor)).data?.gradingQueue as { nodes: object[] };
    expect(later.nodes).toHaveLength(20);
    captured.stop();
    const sent = captured.statements().find(({ sql }) => sql.includes('order by q.place'));
    const after = ['019aaaaa-0000-7000-8000-000000000000', -3, '2026-03-05T00:00:00Z'];
    for (const position of [[null, null, null], after]) {
      const parameters = [...sent!.parameters.slice(0, 2), ...position, ...sent!.parameters.slice(5)];
      const [row] = await served.db.run(agency.task(), (tx) =>
        tx.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (format json) ${sent!.sql}`, parameters as string[]),
      );
      const nodes = nodesOf(row!['QUERY PLAN'][0].Plan);
      expect(nodes.map((node) => node['Index Name'])).toContain('review_queue_order');
      expect(nodes.filter((node) => node['Node Type'] === 'Sort')).toEqual([]);
    }
  });
});
