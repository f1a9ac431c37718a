import type { TenantTx } from '#platform';
import type { RegradeEntity } from './regrade.entity.js';

export type Regrade = Omit<RegradeEntity, 'agencyId'>;

const REGRADE = `r.id, r.grader, r.model_version_id as "modelVersionId", r.rubric_version_id as "rubricVersionId", r.since, r.until,
  r.scenario_version_id as "scenarioVersionId", r.org_unit_id as "orgUnitId", r.only_decided as "onlyDecided", r.note,
  r.started_by as "startedBy", r.created_at as "createdAt"`;

export async function addRegrade(tx: TenantTx, regrade: Omit<Regrade, 'createdAt'>): Promise<void> {
  await tx.query(
    `insert into regrades (agency_id, id, grader, model_version_id, rubric_version_id, since, until, scenario_version_id, org_unit_id,
       only_decided, note, started_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      tx.agencyId,
      regrade.id,
      regrade.grader,
      regrade.modelVersionId,
      regrade.rubricVersionId,
      regrade.since,
      regrade.until,
      regrade.scenarioVersionId,
      regrade.orgUnitId,
      regrade.onlyDecided,
      regrade.note,
      regrade.startedBy,
    ],
  );
}

/** A regrade belongs to the agency: whoever may regrade sees all of them. */
export async function regradeById(tx: TenantTx, id: string): Promise<Regrade | null> {
  const [row] = await tx.query<Regrade>(`select ${REGRADE} from regrades r where r.agency_id = $1 and r.id = $2`, [
    tx.agencyId,
    id,
  ]);
  return row ?? null;
}

/** Newest first. @param page.before only those started before this one */
export function listRegrades(tx: TenantTx, page: { before: string | null; limit: number }): Promise<Regrade[]> {
  return tx.query<Regrade>(
    `select ${REGRADE} from regrades r where r.agency_id = $1 and ($2::uuid is null or r.id < $2) order by r.id desc limit $3`,
    [tx.agencyId, page.before, page.limit],
  );
}
