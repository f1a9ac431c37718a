import type { TenantTx } from '#platform';
import { draftsVisible, type CurriculumReach, type NewestFirst } from '../version-page.js';
import type { ScenarioEntity } from './scenario.entity.js';
import type { ScenarioSource, VersionState } from './scenario-version.entity.js';

/** A scenario version as lists show it: what the trainee is told, and nothing of the script. */
export interface ScenarioVersionSummary {
  id: string;
  scenarioId: string;
  version: string;
  state: VersionState;
  source: ScenarioSource;
  importId: string | null;
  digest: string;
  title: string;
  summary: string | null;
  situation: string;
  playable: boolean;
  createdAt: Date;
  publishedAt: Date | null;
}

const SCENARIO_COLUMNS = 's.agency_id as "agencyId", s.id, s.code, s.title, s.created_at as "createdAt"';
const VERSION_COLUMNS = `v.id, v.scenario_id as "scenarioId", v.version, v.state, v.source, v.import_id as "importId", v.digest,
  v.body ->> 'title' as title, v.body ->> 'summary' as summary, v.body ->> 'situation' as situation,
  v.body ? 'script' as playable, v.created_at as "createdAt", v.published_at as "publishedAt"`;
/** $2: whether drafts are visible. */
const VISIBLE_SCENARIO = `($2 or exists (select 1 from scenario_versions p
  where p.agency_id = s.agency_id and p.scenario_id = s.id and p.state = 'PUBLISHED'))`;
const VISIBLE_VERSION = `($2 or v.state = 'PUBLISHED')`;

export function listScenarios(tx: TenantTx, reach: CurriculumReach, page: NewestFirst): Promise<ScenarioEntity[]> {
  return tx.query<ScenarioEntity>(
    `select ${SCENARIO_COLUMNS} from scenarios s
     where s.agency_id = $1 and ${VISIBLE_SCENARIO} and ($3::uuid is null or s.id < $3) order by s.id desc limit $4`,
    [tx.agencyId, draftsVisible(reach), page.before, page.limit],
  );
}

export async function scenarioById(tx: TenantTx, reach: CurriculumReach, id: string): Promise<ScenarioEntity | null> {
  const [row] = await tx.query<ScenarioEntity>(
    `select ${SCENARIO_COLUMNS} from scenarios s where s.agency_id = $1 and ${VISIBLE_SCENARIO} and s.id = $3`,
    [tx.agencyId, draftsVisible(reach), id],
  );
  return row ?? null;
}

export function versionsOfScenario(
  tx: TenantTx,
  reach: CurriculumReach,
  scenarioId: string,
  page: NewestFirst,
): Promise<ScenarioVersionSummary[]> {
  return tx.query<ScenarioVersionSummary>(
    `select ${VERSION_COLUMNS} from scenario_versions v
     where v.agency_id = $1 and ${VISIBLE_VERSION} and v.scenario_id = $3 and ($4::uuid is null or v.id < $4)
     order by v.id desc limit $5`,
    [tx.agencyId, draftsVisible(reach), scenarioId, page.before, page.limit],
  );
}

export function versionsOfImport(
  tx: TenantTx,
  reach: CurriculumReach,
  importId: string,
  page: NewestFirst,
): Promise<ScenarioVersionSummary[]> {
  return tx.query<ScenarioVersionSummary>(
    `select ${VERSION_COLUMNS} from scenario_versions v
     where v.agency_id = $1 and ${VISIBLE_VERSION} and v.import_id = $3 and ($4::uuid is null or v.id < $4)
     order by v.id desc limit $5`,
    [tx.agencyId, draftsVisible(reach), importId, page.before, page.limit],
  );
}

export async function scenarioVersionSummary(
  tx: TenantTx,
  reach: CurriculumReach,
  id: string,
): Promise<ScenarioVersionSummary | null> {
  const [row] = await tx.query<ScenarioVersionSummary>(
    `select ${VERSION_COLUMNS} from scenario_versions v where v.agency_id = $1 and ${VISIBLE_VERSION} and v.id = $3`,
    [tx.agencyId, draftsVisible(reach), id],
  );
  return row ?? null;
}

/** The whole content, for those who prepare training; null for a trainee, whoever they say they are. */
export async function scenarioVersionBody(tx: TenantTx, reach: CurriculumReach, id: string): Promise<object | null> {
  if (!draftsVisible(reach)) return null;
  const [row] = await tx.query<{ body: object }>(
    'select body from scenario_versions where agency_id = $1 and id = $2',
    [tx.agencyId, id],
  );
  return row?.body ?? null;
}
