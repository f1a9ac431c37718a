import { isOfficial } from '../decisions/grade-decision.queries.js';
import type { TenantTx } from '#platform';
import type { Regrade } from './regrade.queries.js';

/** Sessions looked at in one transaction, however few of them a regrade takes. */
export const LOOKED_AT_ONCE = 2_000;

/**
 * Looks at the agency's next sessions in the order of their ids and adds an item for each that the regrade takes: a proof session that had
 * ended when it was started. A repeat adds none twice.
 * @param after the last session that was looked at
 * @returns the last that was looked at now; null after the last of all
 */
export async function collectItems(
  tx: TenantTx,
  regrade: Regrade,
  after: string | null,
  lookedAtOnce = LOOKED_AT_ONCE,
): Promise<string | null> {
  const [row] = await tx.query<{ last: string | null; looked: number }>(
    // The window is cut before anything is asked of its sessions: a filter that few meet must not walk through all.
    `with recursive units as (
       select $8::uuid as id where $8::uuid is not null
       union
       select below.id from org_units below join units above on below.parent_id = above.id where below.agency_id = $1
     ), looked as materialized (
       select s.id, s.trainee_id, s.mode, s.state, s.completed_at, s.scenario_version_id from scenario_sessions s
       where s.agency_id = $1 and ($3::uuid is null or s.id > $3) order by s.id limit $9
     ), added as (
       insert into regrade_items (agency_id, regrade_id, session_id)
       select $1, $2, l.id from looked l
       where l.mode = 'PROOF' and l.state = 'COMPLETED'
         and l.completed_at <= (select created_at from regrades where agency_id = $1 and id = $2)
         and ($4::timestamptz is null or l.completed_at >= $4) and ($5::timestamptz is null or l.completed_at < $5)
         and ($6::uuid is null or l.scenario_version_id = $6)
         and (not $7 or exists (select from grade_decisions d
           where d.agency_id = $1 and d.session_id = l.id and d.purpose = 'CERTIFICATION'
             and d.decision in ('SIGNED', 'CHANGED') and ${isOfficial('d')}))
         and ($8::uuid is null or exists (select from members m
           where m.agency_id = $1 and m.id = l.trainee_id and m.org_unit_id in (select id from units)))
       on conflict (agency_id, regrade_id, session_id) do nothing
     )
     select (select id from looked order by id desc limit 1) as last, (select count(*)::int from looked) as looked`,
    [
      tx.agencyId,
      regrade.id,
      after,
      regrade.since,
      regrade.until,
      regrade.scenarioVersionId,
      regrade.onlyDecided,
      regrade.orgUnitId,
      lookedAtOnce,
    ],
  );
  return row && row.looked === lookedAtOnce ? row.last : null;
}
