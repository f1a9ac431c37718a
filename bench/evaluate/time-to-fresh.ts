import { setTimeout as pause } from 'node:timers/promises';
import { markStale } from '#compliance';
import { Actor, createLogger, openDataSource, QueueBell, Tasks, TenantDb, type RoleUrls } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { EvaluatedAgency } from './seed-agency.js';

const LOOK_EVERY_MS = 4;

/** An API's process as far as it records, and looks at what a worker makes of it. */
export interface Recording {
  /** Commits a ledger entry of an officer. @returns milliseconds from the commit until the statuses follow from it */
  recordUntilFresh(memberId: string): Promise<number>;
  /** Marks everybody, as adopting a mandate version does. */
  markEverybody(): Promise<void>;
  /** Members who wait to be evaluated. */
  waiting(): Promise<number>;
  close(): Promise<void>;
}

export async function recording(urls: RoleUrls, queueUrl: string, agency: EvaluatedAgency): Promise<Recording> {
  const { agencyId, courseVersionId, presentationId } = agency;
  const source = await openDataSource({ url: urls.app, entities: [], poolSize: 4, name: 'parley-bench' });
  const db = new TenantDb(source);
  const bell = new QueueBell(queueUrl, createLogger('bench', 'warn'));
  bell.warm();
  const tasks = new Tasks(bell);
  const actor = () =>
    new Actor({ agencyId, principalId: uuidv7(), kind: 'MEMBER', scopes: new Map(), requestId: 'bench' });
  const count = (sql: string, ...parameters: string[]): Promise<number> =>
    db.run(actor(), async (tx) => (await tx.query<{ n: number }>(sql, [agencyId, ...parameters]))[0]!.n);
  return {
    async recordUntilFresh(memberId) {
      await db.run(actor(), async (tx) => {
        await tx.query(
          `insert into training_records (agency_id, trainee_id, course_version_id, presentation_id, hours, categories, course_code,
             delivery, provider, completed_on, score, source, source_id, recorded_by)
           values ($1, $2, $3, $4, 4, '{CE,DE_ESCALATION}', 'DE-1', 'IN_PERSON', 'Bench Academy', '2026-10-01', 90, 'SESSION', $5, $2)`,
          [agencyId, memberId, courseVersionId, presentationId, uuidv7()],
        );
        await markStale(tx, tasks, { memberIds: [memberId] });
      });
      const committedAt = performance.now();
      const left = `select count(*)::int as n from stale_members where agency_id = $1 and member_id = $2 and not bulk`;
      while ((await count(left, memberId)) > 0) await pause(LOOK_EVERY_MS);
      return performance.now() - committedAt;
    },
    markEverybody: () => db.run(actor(), (tx) => markStale(tx, tasks, { memberIds: agency.members })),
    waiting: () => count('select count(*)::int as n from stale_members where agency_id = $1'),
    async close() {
      await bell.close();
      await source.destroy();
    },
  };
}
