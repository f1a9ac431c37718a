import type { TenantTx } from '#platform';
import { draftsVisible, type CurriculumReach, type NewestFirst } from '../version-page.js';
import type { VersionState } from '../scenarios/scenario-version.entity.js';
import type { RubricEntity } from './rubric.entity.js';
import type { RubricSource } from './rubric-version.entity.js';

export interface RubricVersionSummary {
  id: string;
  rubricId: string;
  version: string;
  state: VersionState;
  source: RubricSource;
  digest: string;
  body: object;
  createdAt: Date;
  publishedAt: Date | null;
}

const RUBRIC_COLUMNS = 'r.agency_id as "agencyId", r.id, r.code, r.title, r.created_at as "createdAt"';
const VERSION_COLUMNS = `v.id, v.rubric_id as "rubricId", v.version, v.state, v.source, v.digest, v.body,
  v.created_at as "createdAt", v.published_at as "publishedAt"`;
/** $2: whether drafts are visible. */
const VISIBLE_RUBRIC = `($2 or exists (select 1 from rubric_versions p
  where p.agency_id = r.agency_id and p.rubric_id = r.id and p.state = 'PUBLISHED'))`;
const VISIBLE_VERSION = `($2 or v.state = 'PUBLISHED')`;

export function listRubrics(tx: TenantTx, reach: CurriculumReach, page: NewestFirst): Promise<RubricEntity[]> {
  return tx.query<RubricEntity>(
    `select ${RUBRIC_COLUMNS} from rubrics r
     where r.agency_id = $1 and ${VISIBLE_RUBRIC} and ($3::uuid is null or r.id < $3) order by r.id desc limit $4`,
    [tx.agencyId, draftsVisible(reach), page.before, page.limit],
  );
}

export async function rubricById(tx: TenantTx, reach: CurriculumReach, id: string): Promise<RubricEntity | null> {
  const [row] = await tx.query<RubricEntity>(
    `select ${RUBRIC_COLUMNS} from rubrics r where r.agency_id = $1 and ${VISIBLE_RUBRIC} and r.id = $3`,
    [tx.agencyId, draftsVisible(reach), id],
  );
  return row ?? null;
}

export function versionsOfRubric(
  tx: TenantTx,
  reach: CurriculumReach,
  rubricId: string,
  page: NewestFirst,
): Promise<RubricVersionSummary[]> {
  return tx.query<RubricVersionSummary>(
    `select ${VERSION_COLUMNS} from rubric_versions v
     where v.agency_id = $1 and ${VISIBLE_VERSION} and v.rubric_id = $3 and ($4::uuid is null or v.id < $4)
     order by v.id desc limit $5`,
    [tx.agencyId, draftsVisible(reach), rubricId, page.before, page.limit],
  );
}

export async function rubricVersionSummary(
  tx: TenantTx,
  reach: CurriculumReach,
  id: string,
): Promise<RubricVersionSummary | null> {
  const [row] = await tx.query<RubricVersionSummary>(
    `select ${VERSION_COLUMNS} from rubric_versions v where v.agency_id = $1 and ${VISIBLE_VERSION} and v.id = $3`,
    [tx.agencyId, draftsVisible(reach), id],
  );
  return row ?? null;
}
