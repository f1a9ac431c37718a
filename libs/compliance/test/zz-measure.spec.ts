import { describe, expect, it } from '@jest/globals';
import { Actor, Blobs, fromGlobalId, Operations, SCOPES, Tasks, type Reach, type Scope } from '#platform';
import { RunExportTask } from '../src/exports/run-export.task.js';
import { ComplianceAgency } from './compliance-agency.js';
import { ExportClient } from './export-client.js';
const EVERY = new Map(Object.keys(SCOPES).map((s) => [s as Scope, 'AGENCY' as Reach]));
describe('measure', () => {
  it('20,000 members x 10', async () => {
    const client = await ExportClient.serve({ worker: false });
    const agency = await ComplianceAgency.make(client.db, 1);
    const admin = await client.token(agency.id, agency.adminId);
    const held = await agency.presentation([agency.officers[0]!], { hours: 4, categories: ['CE'], on: '2026-03-02', roster: 'APPROVED' });
    await agency.write(async (tx) => { await tx.query("set local statement_timeout = 0");
      await tx.query(`insert into principals (agency_id, id, kind) select $1, gen_random_uuid(), 'MEMBER' from generate_series(1, 20000)`, [tx.agencyId]);
      await tx.query(`insert into members (agency_id, id, given_name, family_name) select $1, p.id, 'Given', 'Family ' || substr(p.id::text, 1, 8) from principals p where p.agency_id = $1 and not exists (select from members m where m.agency_id = $1 and m.id = p.id)`, [tx.agencyId]);
      await tx.query(`insert into external_ids (agency_id, entity_type, entity_id, system, value) select $1, 'Member', m.id, 'board', m.id::text from members m where m.agency_id = $1`, [tx.agencyId]);
    });
    await agency.write(async (tx) => { await tx.query("set local statement_timeout = 0");
      await tx.query(`insert into training_records (agency_id, trainee_id, course_version_id, hours, categories, course_code, delivery, provider, completed_on, score, source, source_id, corrects_id, reason, recorded_by, presentation_id)
        select $1, m.id, $2, 4, '{CE,DE_ESCALATION}', 'DE-1', 'CLASSROOM', 'Brook County Academy', date '2025-01-01' + n, 88, 'SESSION', gen_random_uuid(), null, null, $3, p.id
        from generate_series(1, 10) n cross join members m join lateral (select $4::uuid as id) p on true where m.agency_id = $1 and n = 1`, [tx.agencyId, held.courseVersionId, agency.adminId, held.presentationId]);
      for (let n = 2; n <= 10; n += 1) {
        await tx.query(`with p as (insert into presentations (agency_id, course_version_id, instructor_id, starts_on, ends_on, location, roster_state)
          select agency_id, course_version_id, instructor_id, starts_on, ends_on, location, roster_state from presentations where agency_id = $1 and id = $4 returning id)
          insert into training_records (agency_id, trainee_id, course_version_id, hours, categories, course_code, delivery, provider, completed_on, score, source, source_id, recorded_by, presentation_id)
          select $1, m.id, $2, 4, '{CE,DE_ESCALATION}', 'DE-1', 'CLASSROOM', 'Brook County Academy', date '2025-01-01' + $5::int, 88, 'SESSION', gen_random_uuid(), $3, p.id from members m, p where m.agency_id = $1`,
          [tx.agencyId, held.courseVersionId, agency.adminId, held.presentationId, n]);
      }
      await tx.query(`insert into roster_entries (agency_id, presentation_id, trainee_id) select $1, r.presentation_id, r.trainee_id from training_records r where r.agency_id = $1 on conflict do nothing`, [tx.agencyId]);
    });
    await agency.write(async (tx) => { await tx.query("select 1"); });
    for (const [kind, format] of [['TRANSCRIPT', 'CSV'], ['TRANSCRIPT', 'XLSX'], ['TRANSCRIPT', 'JSON'], ['BOARD_ROSTER', 'CSV'], ['BOARD_ROSTER', 'XLSX']] as const) {
      const { export: started, userErrors } = await client.start(admin, { kind, format, allowProblems: kind === 'BOARD_ROSTER', ...(kind === 'BOARD_ROSTER' ? { from: '2025-01-01', to: '2026-12-31' } : {}) });
      if (!started) throw new Error(JSON.stringify(userErrors));
      let task: any;
      await agency.write(async (tx) => { [task] = await tx.query(`select id, lease_token::text as token from tasks where agency_id = $1 and name = 'run-export'`, [tx.agencyId]); });
      const handler = new RunExportTask(client.db, client.app.get(Tasks), client.app.get(Operations), client.app.get(Blobs));
      const actor = Actor.task(agency.id, task.id, EVERY);
      globalThis.gc?.();
      const before = process.memoryUsage().rss; let peak = before; const cpu = process.cpuUsage();
      const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 20);
      const t = Date.now();
      await handler.handle(actor, { exportId: fromGlobalId('Export', started.id, 'id') }, { taskId: task.id, token: task.token, attempt: 1, signal: new AbortController().signal });
      clearInterval(watch);
      const { user } = process.cpuUsage(cpu);
      const now = await client.read(admin, started.id);
      process.stderr.write(`MEASURE ${kind} ${format} rows=${now.rows} s=${((Date.now() - t) / 1000).toFixed(1)} cpu=${(user / 1e6).toFixed(1)} bytes=${(now.blob?.bytes / 1e6).toFixed(1)}MB rss before=${(before / 1e6).toFixed(0)} peak=+${((peak - before) / 1e6).toFixed(0)}MB state=${now.operation.state}\n`);
    }
    expect(1).toBe(1);
    await client.app.stop();
  }, 500_000);
});
