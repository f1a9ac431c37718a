import type { TenantTx } from '#platform';
import type { ModelRef } from '../chat-model.js';
import { playableVersions, versionById, type ModelVersion } from './model-versions.queries.js';
import { chosenRelease, type Release } from './release.js';

/**
 * The registered model that plays a session begun now, as the agency's releases have it.
 * @param session its id decides on which side of a canary it falls; a proof session may never meet a model for tests
 * @returns null where the agency uses none, or this session falls outside their part: the scripted player plays
 */
export async function modelForNewSession(
  tx: TenantTx,
  session: { id: string; mode: 'PRACTICE' | 'PROOF' },
): Promise<ModelRef | null> {
  const given = await playableVersions(tx, session.mode);
  const releases = given.map((version) => ({
    ...version,
    versionId: version.id,
    state: version.state as Release['state'],
  }));
  const chosen = chosenRelease(session.id, releases);
  return chosen ? modelRef(chosen) : null;
}

/**
 * The model version that a session was begun with, retired or not.
 * @throws Error when there is none with this id
 */
export async function modelVersionById(tx: Pick<TenantTx, 'query'>, versionId: string): Promise<ModelRef> {
  const version = await versionById(tx, versionId);
  if (!version) throw new Error(`there is no model version ${versionId}`);
  return modelRef(version);
}

/** A registered version as engines are asked for it. */
export const modelRef = (version: ModelVersion): ModelRef => ({
  versionId: version.id,
  kind: version.kind,
  label: `${version.code} ${version.version}: ${version.notice}`,
  code: version.code,
  version: version.version,
  servedName: version.servedName,
  adapterName: version.adapterName,
  weightsDigest: version.weightsDigest,
  adapterDigest: version.adapterDigest,
  tokenizerDigest: version.tokenizerDigest,
  templateDigest: version.templateDigest,
  promptTemplate: version.promptTemplate,
  contextTokens: version.contextTokens,
  lane: version.lane,
});
