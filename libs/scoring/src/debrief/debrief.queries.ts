import type { TenantTx } from '#platform';

/** What a debrief tells of a session beside its grade. */
export interface SessionTold {
  officer: string;
  scenarioTitle: string;
  scenarioVersion: string;
  scenarioDigest: string;
  engineLabel: string;
  startedAt: Date;
}

/** A session that the caller has already been allowed to see. */
export async function sessionTold(tx: TenantTx, sessionId: string): Promise<SessionTold> {
  const [row] = await tx.query<SessionTold>(
    `select m.given_name || ' ' || m.family_name as officer, c.title as "scenarioTitle", v.version as "scenarioVersion",
       v.digest as "scenarioDigest", s.engine_label as "engineLabel", s.started_at as "startedAt"
     from scenario_sessions s
     join members m on m.agency_id = s.agency_id and m.id = s.trainee_id
     join scenario_versions v on v.agency_id = s.agency_id and v.id = s.scenario_version_id
     join scenarios c on c.agency_id = v.agency_id and c.id = v.scenario_id
     where s.agency_id = $1 and s.id = $2`,
    [tx.agencyId, sessionId],
  );
  if (!row) throw new Error('the session of a debrief is not there');
  return row;
}

export async function rubricTitle(tx: TenantTx, rubricId: string): Promise<string> {
  const [row] = await tx.query<{ title: string }>(
    'select r.title from rubrics r where r.agency_id = $1 and r.id = $2',
    [tx.agencyId, rubricId],
  );
  if (!row) throw new Error('the rubric of a debrief is not there');
  return row.title;
}

/**
 * Names of those who reviewed or decided. In no reach: whoever may read a decision may know who made it, an officer too, who else sees
 * nobody but themself.
 */
export async function namesOf(tx: TenantTx, memberIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; name: string }>(
    `select m.id, m.given_name || ' ' || m.family_name as name from members m where m.agency_id = $1 and m.id = any($2::uuid[])`,
    [tx.agencyId, [...memberIds]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
