import { Injectable } from '@nestjs/common';
import { playableScenarioVersion, type ScenarioBody } from '#curricula';
import { BoundedMap, type TenantTx } from '#platform';
import { modelVersionById, type ModelRef } from '#slm';

/** A scenario is some tens of kilobytes; a worker meets few at a time. */
const MOST_KEPT = 200;

export type PlayableScenario = ScenarioBody & { script: NonNullable<ScenarioBody['script']> };

/**
 * What sessions have pinned: published scenario versions and registered model versions. Neither ever changes, so each is read and
 * parsed once in a process, and a turn costs no more than its own rows. Kept under the agency whose rows they are.
 */
@Injectable()
export class PinnedVersions {
  private readonly scenarios = new BoundedMap<PlayableScenario>(MOST_KEPT);
  private readonly models = new BoundedMap<ModelRef>(MOST_KEPT);

  /** @throws Error when the version is not there, or not published, or holds no script */
  scenario(tx: TenantTx, versionId: string): Promise<PlayableScenario> {
    return read(this.scenarios, `${tx.agencyId} ${versionId}`, async () => {
      const body = (await playableScenarioVersion(tx, versionId))?.body;
      if (!body?.script) throw new Error('the scenario version of this session cannot be played');
      return { ...body, script: body.script };
    });
  }

  /** @returns null for the scripted player */
  async model(tx: TenantTx, versionId: string | null): Promise<ModelRef | null> {
    if (versionId === null) return null;
    return read(this.models, `${tx.agencyId} ${versionId}`, () => modelVersionById(tx, versionId));
  }
}

/** What is kept under the key; what failed to be read is not. */
async function read<T>(kept: BoundedMap<T>, key: string, load: () => Promise<T>): Promise<T> {
  const value = kept.get(key) ?? (await load());
  kept.set(key, value);
  return value;
}
