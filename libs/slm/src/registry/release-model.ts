import { UserError, type PlainTx } from '#platform';
import { useProblem } from './licences.js';
import { versionByName, type ModelVersion } from './model-versions.queries.js';
import { recordAction, type OperatorId } from './operator-actions.js';
import { mayBecome, type ReleaseState } from './release.js';

export interface VersionName {
  code: string;
  version: string;
}

/**
 * Lets agencies be given the version, step by step. It needs a licence and a use that allow it, and an accepted gate.
 * @param tx of the role `operator`
 * @param withoutGate why nobody shall wait for the gate, which the record of operators keeps; null to ask for the gate
 * @throws UserError NOT_FOUND, NOT_ALLOWED by its licence, WRONG_STATE, INVALID for a reason that says nothing
 */
export async function beginCanary(
  tx: PlainTx,
  operator: OperatorId,
  name: VersionName,
  withoutGate: string | null,
): Promise<ModelVersion> {
  const version = await namedVersion(tx, name);
  if (version.state === 'CANARY') return version;
  refuseForUse(version);
  refuseForState(version, 'CANARY');
  const reason = withoutGate?.trim() ?? null;
  if (reason !== null && (reason.length < 10 || reason.length > 1_000)) {
    throw new UserError('INVALID', 'without-gate', 'say why in 10 to 1,000 characters');
  }
  const evaluation = await latestEvaluation(tx, version.id);
  if (reason === null && evaluation?.accepted !== true) {
    const found = evaluation ? 'its last evaluation was not accepted' : 'it was never evaluated';
    throw new UserError('WRONG_STATE', 'version', `${titleOf(version)} cannot be a canary: ${found}`);
  }
  const details = { evaluationId: evaluation?.id ?? null, withoutGate: reason };
  return changeState(tx, operator, version, 'CANARY', 'model.canary-begun', details);
}

/**
 * Makes a canary the version that any agency may be given whole.
 * @param tx of the role `operator`
 * @throws UserError NOT_FOUND, NOT_ALLOWED by its licence, WRONG_STATE unless it is a canary
 */
export async function activate(tx: PlainTx, operator: OperatorId, name: VersionName): Promise<ModelVersion> {
  const version = await namedVersion(tx, name);
  if (version.state === 'ACTIVE') return version;
  refuseForUse(version);
  refuseForState(version, 'ACTIVE');
  return changeState(tx, operator, version, 'ACTIVE', 'model.promoted', {});
}

/**
 * No new session begins with it; sessions that did go on with it.
 * @param tx of the role `operator`
 * @throws UserError NOT_FOUND
 */
export async function retire(tx: PlainTx, operator: OperatorId, name: VersionName): Promise<ModelVersion> {
  const version = await namedVersion(tx, name);
  if (version.state === 'RETIRED') return version;
  return changeState(tx, operator, version, 'RETIRED', 'model.retired', { was: version.state });
}

export interface NewEvaluation {
  accepted: boolean;
  againstVersionId: string | null;
  /** SHA-256, hex, of the cases that were played. */
  casesDigest: string;
  report: object;
}

/**
 * Stores what was found about a version. A candidate is evaluated from then on, accepted or not.
 * @param tx of the role `operator`
 * @throws UserError NOT_FOUND
 */
export async function storeEvaluation(
  tx: PlainTx,
  operator: OperatorId,
  name: VersionName,
  found: NewEvaluation,
): Promise<ModelVersion> {
  const version = await namedVersion(tx, name);
  const [row] = await tx.query<{ id: string }>(
    `insert into control.model_evaluations (model_version_id, against_version_id, accepted, cases_digest, report)
     values ($1, $2, $3, $4, $5) returning id`,
    [version.id, found.againstVersionId, found.accepted, found.casesDigest, JSON.stringify(found.report)],
  );
  const details = { evaluationId: row!.id, accepted: found.accepted, casesDigest: found.casesDigest };
  if (version.state === 'CANDIDATE') {
    return changeState(tx, operator, version, 'EVALUATED', 'model.evaluated', details);
  }
  await recordAction(tx, operator, { action: 'model.evaluated', subject: titleOf(version), details });
  return version;
}

/** The row stays locked, so that two operators who decide at once come one after the other. */
async function namedVersion(tx: PlainTx, name: VersionName): Promise<ModelVersion> {
  await tx.query('select 1 from control.model_versions where code = $1 and version = $2 for no key update', [
    name.code,
    name.version,
  ]);
  const version = await versionByName(tx, name);
  if (!version) throw new UserError('NOT_FOUND', 'version', `no model version ${name.code} ${name.version}`);
  return version;
}

function refuseForUse(version: ModelVersion): void {
  const problem = useProblem(version);
  if (problem) throw new UserError('NOT_ALLOWED', 'licence', `${titleOf(version)} may not be used: ${problem}`);
}

function refuseForState(version: ModelVersion, next: ReleaseState): void {
  if (mayBecome(version.state, next)) return;
  throw new UserError('WRONG_STATE', 'version', `${titleOf(version)} is ${version.state} and cannot become ${next}`);
}

async function changeState(
  tx: PlainTx,
  operator: OperatorId,
  version: ModelVersion,
  state: ReleaseState,
  action: string,
  details: Record<string, unknown>,
): Promise<ModelVersion> {
  await tx.query('update control.model_versions set state = $2, state_since = now() where id = $1', [
    version.id,
    state,
  ]);
  await recordAction(tx, operator, { action, subject: titleOf(version), details });
  return { ...version, state };
}

const titleOf = ({ code, version }: VersionName): string => `${code} ${version}`;

/** The newest finding about a version; null when nobody looked. */
async function latestEvaluation(tx: PlainTx, id: string): Promise<{ id: string; accepted: boolean } | null> {
  const [row] = await tx.query<{ id: string; accepted: boolean }>(
    'select id, accepted from control.model_evaluations where model_version_id = $1 order by id desc limit 1',
    [id],
  );
  return row ?? null;
}
