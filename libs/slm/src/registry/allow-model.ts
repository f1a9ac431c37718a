import { audit, UserError, type Actor, type TenantTx } from '#platform';
import { useProblem } from './licences.js';
import { agencyVersionById, givenJudge, versionByName, type ModelVersion } from './model-versions.queries.js';
import { judgeProblem, percentProblem, type ModelPurpose, type Percent } from './release.js';
import type { VersionName } from './release-model.js';

/**
 * Gives a version a part of the agency's new sessions, to play or to judge; 0 takes it away. Sessions that have begun stay with what they
 * began with. An agency has one judge: who is given another loses the one before. The agency's own audit trail keeps it. Doing it again
 * changes nothing.
 * @param tx of the agency
 * @param operator acting in the agency
 * @returns the part before
 * @throws UserError NOT_FOUND, NOT_ALLOWED by its licence or use, WRONG_STATE where the release or the step before does not allow it
 */
export async function allowModel(
  tx: TenantTx,
  operator: Actor,
  name: VersionName,
  percent: Percent,
  purpose: ModelPurpose = 'PLAYER',
): Promise<{ before: Percent }> {
  const version = await versionByName(tx, name);
  if (!version) throw new UserError('NOT_FOUND', 'version', `no model version ${name.code} ${name.version}`);
  await lockModels(tx);
  const before = (await agencyVersionById(tx, version.id, purpose))?.percent ?? 0;
  if (percent === before) return { before };
  const title = `${name.code} ${name.version}`;
  if (percent > before) {
    const use = useProblem(version) ?? (version.allowedUse === 'TEST_ONLY' ? await testOnlyProblem(tx) : null);
    if (use) throw new UserError('NOT_ALLOWED', 'version', `${title} may not be used: ${use}`);
  }
  const step =
    purpose === 'JUDGE' ? judgeProblem(version.state, percent) : percentProblem(version.state, before, percent);
  if (step) throw new UserError('WRONG_STATE', 'percent', `${title} cannot have ${percent} percent: ${step}`);
  const replaced = purpose === 'JUDGE' && percent > 0 ? await givenJudge(tx) : null;
  if (replaced) await give(tx, operator, replaced, { purpose, percent: 0, before: replaced.percent });
  await give(tx, operator, version, { purpose, percent, before });
  return { before };
}

async function give(
  tx: TenantTx,
  operator: Actor,
  { id, code, version, digest }: ModelVersion,
  given: { purpose: ModelPurpose; percent: Percent; before: Percent },
): Promise<void> {
  await tx.query(
    `insert into agency_models (agency_id, purpose, model_version_id, percent) values ($1, $2, $3, $4)
     on conflict (agency_id, purpose, model_version_id) do update set percent = excluded.percent, since = now()`,
    [tx.agencyId, given.purpose, id, given.percent],
  );
  await audit(tx, operator, {
    action: 'model.allowed',
    entityType: 'ModelVersion',
    entityId: id,
    details: { code, version, digest, ...given },
  });
}

/** Two operators who decide about the agency's models at once come one after the other. */
async function lockModels(tx: TenantTx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('agency_models ' || $1, 0))`, [tx.agencyId]);
}

async function testOnlyProblem(tx: TenantTx): Promise<string | null> {
  const marked = await tx.query('select 1 from control.agencies where id = $1 and demonstration', [tx.agencyId]);
  return marked.length > 0 ? null : 'it is for tests, and this agency is not marked as a demonstration';
}
