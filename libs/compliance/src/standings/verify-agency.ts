import { Actor, audit, type Tasks, type TenantDb } from '#platform';
import { markStale } from './mark-stale.js';
import { verifyStandings, type StandingDifference } from './verify-standings.js';

/** Read, worked out and compared before the next: what an agency takes in memory does not grow with it. */
const MEMBERS_AT_ONCE = 200;
/** A table of more helps nobody. */
const MOST_KEPT = 1_000;

export interface VerifiedAgency {
  members: number;
  /** Members times mandates that were compared. */
  compared: number;
  /** Members who wait to be evaluated anyhow. */
  waiting: number;
  /** All of them, though of very many the first are kept. */
  differing: number;
  differences: StandingDifference[];
}

/**
 * Compares what is stored of a whole agency with what follows from its records, some members after others.
 * @param repair the tasks with which to have the members who differ evaluated anew; null changes nothing
 * @param told is called after each part with what was found so far
 */
export async function verifyAgency(
  db: TenantDb,
  agencyId: string,
  repair: Tasks | null,
  told: (soFar: VerifiedAgency) => void = () => undefined,
): Promise<VerifiedAgency> {
  const found: VerifiedAgency = { members: 0, compared: 0, waiting: 0, differing: 0, differences: [] };
  for (let after: string | null = null; ;) {
    // A snapshot of its own: one over the whole agency would hold back the clean-up of every table meanwhile.
    const actor = checking(agencyId);
    const page: { after: string | null; limit: number } = { after, limit: MEMBERS_AT_ONCE };
    const part = await db.read(actor, (tx) => verifyStandings(tx, page)).finally(() => db.endOperation(actor));
    if (part.last === null) return found;
    found.members += part.members;
    found.compared += part.compared;
    found.waiting += part.waiting;
    found.differing += part.differences.length;
    found.differences.push(...part.differences.slice(0, MOST_KEPT - found.differences.length));
    const memberIds = [...new Set(part.differences.map((each) => each.memberId))];
    if (repair && memberIds.length > 0) await evaluateAnew(db, repair, agencyId, memberIds);
    told(found);
    after = part.last;
  }
}

/** Nobody of the agency, and not from it: an operator at a command line. */
const checking = (agencyId: string): Actor =>
  new Actor({
    agencyId,
    principalId: agencyId,
    kind: 'OPERATOR',
    scopes: new Map(),
    requestId: 'cli-verify-compliance',
  });

async function evaluateAnew(db: TenantDb, tasks: Tasks, agencyId: string, memberIds: readonly string[]): Promise<void> {
  const actor = checking(agencyId);
  await db.run(actor, async (tx) => {
    await markStale(tx, tasks, { memberIds });
    await audit(tx, actor, {
      action: 'standings.repaired',
      entityType: 'Agency',
      entityId: agencyId,
      details: { by: 'parley verify-compliance', members: memberIds.length },
    });
  });
}
