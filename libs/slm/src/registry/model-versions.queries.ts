import type { PlainTx, TenantTx } from '#platform';
import type { AllowedUse, Licensed } from './licences.js';
import type { ModelPurpose, Percent, ReleaseState } from './release.js';

/** One registered version: what it is for ever, and how far its release has come. Digests are SHA-256, hex. */
export interface ModelVersion extends Licensed {
  id: string;
  code: string;
  version: string;
  kind: 'INFERENCE_SERVER' | 'IN_PROCESS';
  servedName: string;
  adapterName: string | null;
  allowedUse: AllowedUse;
  weightsDigest: string;
  adapterDigest: string | null;
  tokenizerDigest: string;
  templateDigest: string;
  /** Of the four together. */
  digest: string;
  contextTokens: number;
  promptTemplate: string;
  /** Stands beside every turn. */
  notice: string;
  lane: string;
  state: ReleaseState;
}

const FIELDS: readonly (keyof ModelVersion)[] = [
  'id',
  'code',
  'version',
  'kind',
  'servedName',
  'adapterName',
  'base',
  'baseLicence',
  'licence',
  'allowedUse',
  'weightsDigest',
  'adapterDigest',
  'tokenizerDigest',
  'templateDigest',
  'digest',
  'contextTokens',
  'promptTemplate',
  'notice',
  'lane',
  'state',
];

/** The columns of a version under the names that it has here. */
export const versionColumns = (alias: string): string =>
  FIELDS.map(
    (field) => `${alias}.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} as "${field}"`,
  ).join(', ');

const COLUMNS = versionColumns('v');

export async function versionByName(
  tx: Pick<PlainTx, 'query'>,
  name: { code: string; version: string },
): Promise<ModelVersion | null> {
  const [row] = await tx.query<ModelVersion>(
    `select ${COLUMNS} from control.model_versions v where v.code = $1 and v.version = $2`,
    [name.code, name.version],
  );
  return row ?? null;
}

export async function versionById(tx: Pick<PlainTx, 'query'>, id: string): Promise<ModelVersion | null> {
  const [row] = await tx.query<ModelVersion>(`select ${COLUMNS} from control.model_versions v where v.id = $1`, [id]);
  return row ?? null;
}

/** A version that an agency was given, and the part of its new sessions that it has, in percent. */
export interface AgencyModelVersion extends ModelVersion {
  purpose: ModelPurpose;
  percent: Percent;
  since: Date;
}

const GIVEN = `select ${COLUMNS}, g.purpose, g.percent, g.since from agency_models g
  join control.model_versions v on v.id = g.model_version_id where g.agency_id = $1`;

/** What the agency was ever given to play its civilians, by id: at most `limit` after the id. */
export function agencyVersionsAfter(
  tx: TenantTx,
  afterId: string | null,
  limit: number,
): Promise<AgencyModelVersion[]> {
  return tx.query<AgencyModelVersion>(
    `${GIVEN} and g.purpose = 'PLAYER' and ($2::uuid is null or g.model_version_id > $2) order by g.model_version_id limit $3`,
    [tx.agencyId, afterId, limit],
  );
}

/**
 * A version that the agency was given; null also for one that another agency has and this one was never given.
 * @param purpose any when left out: as a player, if it was given to be both
 */
export async function agencyVersionById(
  tx: TenantTx,
  id: string,
  purpose: ModelPurpose | null = null,
): Promise<AgencyModelVersion | null> {
  const [row] = await tx.query<AgencyModelVersion>(
    `${GIVEN} and g.model_version_id = $2 and ($3::text is null or g.purpose = $3) order by g.purpose = 'JUDGE' limit 1`,
    [tx.agencyId, id, purpose],
  );
  return row ?? null;
}

/** A version that is for tests meets nothing but practice, and only in an agency that is marked as a demonstration. $2: the mode. */
const MAY_MEET = `v.state in ('CANARY', 'ACTIVE') and (v.allowed_use = 'PRODUCTION' or
  (v.allowed_use = 'TEST_ONLY' and $2 = 'PRACTICE'
    and exists (select from control.agencies a where a.id = g.agency_id and a.demonstration)))`;

/** What the agency may begin a session of this mode with. */
export function playableVersions(tx: TenantTx, mode: 'PRACTICE' | 'PROOF'): Promise<AgencyModelVersion[]> {
  return tx.query<AgencyModelVersion>(`${GIVEN} and g.purpose = 'PLAYER' and g.percent > 0 and ${MAY_MEET}`, [
    tx.agencyId,
    mode,
  ]);
}

/** What judges the agency's sessions of this mode now; at most one. */
export async function judgingVersion(tx: TenantTx, mode: 'PRACTICE' | 'PROOF'): Promise<AgencyModelVersion | null> {
  const [row] = await tx.query<AgencyModelVersion>(
    `${GIVEN} and g.purpose = 'JUDGE' and g.percent > 0 and ${MAY_MEET}`,
    [tx.agencyId, mode],
  );
  return row ?? null;
}

/** The judge that the agency has, whatever it may judge; null for none. */
export async function givenJudge(tx: TenantTx): Promise<AgencyModelVersion | null> {
  const [row] = await tx.query<AgencyModelVersion>(`${GIVEN} and g.purpose = 'JUDGE' and g.percent > 0`, [tx.agencyId]);
  return row ?? null;
}
