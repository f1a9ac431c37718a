import type { PlainTx } from '#platform';
import { versionColumns, type ModelVersion } from './model-versions.queries.js';

export interface ListedModel extends ModelVersion {
  stateSince: Date;
  /** Whether its newest evaluation was accepted; null when there is none. */
  accepted: boolean | null;
}

/** Every registered version, by code and then newest first. */
export const listModels = (tx: PlainTx): Promise<ListedModel[]> =>
  tx.query<ListedModel>(
    `select ${versionColumns('v')}, v.state_since as "stateSince", e.accepted from control.model_versions v
     left join lateral (select accepted from control.model_evaluations where model_version_id = v.id order by id desc limit 1) e on true
     order by v.code, v.id desc`,
  );
