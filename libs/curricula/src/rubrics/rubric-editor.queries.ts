import type { TenantTx } from '#platform';
import type { VersionState } from '../scenarios/scenario-version.entity.js';
import type { PublishedRubric } from './published-rubric.js';
import { contentOf } from './rubric-content.js';
import type { RubricSource } from './rubric-version.entity.js';

/** A rubric version that nobody else writes until the transaction ends, nor any other of its rubric. */
export interface LockedVersion {
  rubricId: string;
  /** Of the rubric. */
  code: string;
  version: string;
  state: VersionState;
  source: RubricSource;
  digest: string;
  body: object;
}

export interface Draft {
  id: string;
  version: string;
  body: object;
  digest: string;
}

/** Whoever changes a version of a rubric holds this first: what is published of it is then the same until the end. */
export async function lockRubric(tx: TenantTx, id: string): Promise<{ id: string; code: string } | null> {
  const [rubric] = await tx.query<{ id: string; code: string }>(
    'select id, code from rubrics where agency_id = $1 and id = $2 for update',
    [tx.agencyId, id],
  );
  return rubric ?? null;
}

export async function lockRubricVersion(tx: TenantTx, id: string): Promise<LockedVersion | null> {
  const [found] = await tx.query<{ rubric_id: string }>(
    'select rubric_id from rubric_versions where agency_id = $1 and id = $2',
    [tx.agencyId, id],
  );
  const rubric = found && (await lockRubric(tx, found.rubric_id));
  if (!rubric) return null;
  // Read after the lock: it may have been saved, published or discarded while this waited.
  const [version] = await tx.query<Omit<LockedVersion, 'code' | 'rubricId'>>(
    'select version, state, source, digest, body from rubric_versions where agency_id = $1 and id = $2 for update',
    [tx.agencyId, id],
  );
  return version ? { ...version, rubricId: rubric.id, code: rubric.code } : null;
}

/** @returns null where the agency has the code already */
export async function addRubric(
  tx: TenantTx,
  rubric: { id: string; code: string; title: string },
): Promise<string | null> {
  const [added] = await tx.query<{ id: string }>(
    `insert into rubrics (agency_id, id, code, title) values ($1, $2, $3, $4)
     on conflict (agency_id, code) do nothing returning id`,
    [tx.agencyId, rubric.id, rubric.code, rubric.title],
  );
  return added?.id ?? null;
}

/** Whether the library has a rubric of this code, in any version. */
export async function inLibrary(tx: TenantTx, code: string): Promise<boolean> {
  const found = await tx.query(`select 1 from library.packs where kind = 'RUBRIC' and code = $1 limit 1`, [code]);
  return found.length > 0;
}

/** Whether the agency adopted any version of it. */
export async function comesFromLibrary(tx: TenantTx, rubricId: string): Promise<boolean> {
  const found = await tx.query(
    `select 1 from rubric_versions where agency_id = $1 and rubric_id = $2 and source = 'LIBRARY' limit 1`,
    [tx.agencyId, rubricId],
  );
  return found.length > 0;
}

/** The body of a version in any state. */
export async function rubricBody(tx: TenantTx, id: string): Promise<object | null> {
  const [found] = await tx.query<{ body: object }>(
    'select body from rubric_versions where agency_id = $1 and id = $2',
    [tx.agencyId, id],
  );
  return found?.body ?? null;
}

/** Every published version of these rubrics, in no order. */
export async function publishedRubrics(
  tx: TenantTx,
  rubricIds: readonly string[],
): Promise<(PublishedRubric & { id: string; rubricId: string })[]> {
  const rows = await tx.query<{ id: string; rubric_id: string; version: string; body: object }>(
    `select id, rubric_id, version, body from rubric_versions
     where agency_id = $1 and rubric_id = any($2::uuid[]) and state = 'PUBLISHED'`,
    [tx.agencyId, rubricIds],
  );
  return rows.map(({ id, rubric_id, version, body }) => ({
    id,
    rubricId: rubric_id,
    version,
    content: contentOf(body),
  }));
}

/** @returns false where the rubric has the version already */
export async function addDraft(tx: TenantTx, draft: Draft & { rubricId: string }): Promise<boolean> {
  const added = await tx.query(
    `insert into rubric_versions (agency_id, id, rubric_id, version, source, body, digest)
     values ($1, $2, $3, $4, 'AGENCY', $5, $6) on conflict (agency_id, rubric_id, version) do nothing returning id`,
    [tx.agencyId, draft.id, draft.rubricId, draft.version, JSON.stringify(draft.body), draft.digest],
  );
  return added.length > 0;
}

/** Whether another version of the rubric has this number. */
export async function versionTaken(tx: TenantTx, rubricId: string, id: string, version: string): Promise<boolean> {
  const others = await tx.query(
    'select 1 from rubric_versions where agency_id = $1 and rubric_id = $2 and version = $3 and id <> $4',
    [tx.agencyId, rubricId, version, id],
  );
  return others.length > 0;
}

export async function updateDraft(tx: TenantTx, draft: Draft): Promise<void> {
  await tx.query('update rubric_versions set version = $3, body = $4, digest = $5 where agency_id = $1 and id = $2', [
    tx.agencyId,
    draft.id,
    draft.version,
    JSON.stringify(draft.body),
    draft.digest,
  ]);
}

export async function removeDraft(tx: TenantTx, id: string): Promise<void> {
  await tx.query('delete from rubric_versions where agency_id = $1 and id = $2', [tx.agencyId, id]);
}
