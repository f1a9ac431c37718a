import { Actor, type Blobs, type TenantDb } from '#platform';
import { reproduced } from './reproduced.js';
import { listSnapshots } from './snapshots.queries.js';

const SNAPSHOTS_A_PAGE = 50;

export interface VerifiedSnapshot {
  id: string;
  kind: string;
  asOf: string;
  /** Which evaluator made it. */
  evaluatorVersion: string;
  /** Byte for byte; null where it could not be made again. */
  equal: boolean | null;
  /** Why it could not; null where it could. */
  problem: string | null;
}

/** Makes every snapshot of an agency again, newest first, and says of each whether it is what it was. Nothing is written. */
export async function* verifySnapshots(db: TenantDb, blobs: Blobs, agencyId: string): AsyncGenerator<VerifiedSnapshot> {
  for (let before: string | null = null; ;) {
    const page: { before: string | null; limit: number } = { before, limit: SNAPSHOTS_A_PAGE };
    const reader = checking(agencyId);
    const rows = await db.read(reader, (tx) => listSnapshots(tx, page)).finally(() => db.endOperation(reader));
    for (const { id, kind, asOf, evaluatorVersion } of rows) {
      const about = { id, kind, asOf, evaluatorVersion };
      try {
        const { equal } = await reproduced(db, blobs, checking(agencyId), id);
        yield { ...about, equal, problem: null };
      } catch (error) {
        yield { ...about, equal: null, problem: error instanceof Error ? error.message : String(error) };
      }
    }
    before = rows.at(-1)?.id ?? null;
    if (rows.length < SNAPSHOTS_A_PAGE) return;
  }
}

/** Nobody of the agency, and not from it: an operator at a command line, who reads files and nothing else. */
const checking = (agencyId: string): Actor =>
  new Actor({
    agencyId,
    principalId: agencyId,
    kind: 'OPERATOR',
    scopes: new Map([['blob:read', 'AGENCY']]),
    requestId: 'cli-verify-snapshots',
  });
