import type { TenantTx } from '#platform';
import type { ModelRef } from '../chat-model.js';
import { modelRef } from './model-of-session.js';
import { judgingVersion } from './model-versions.queries.js';

/**
 * The registered model that judges the agency's sessions now.
 * @param mode what was played: a model for tests may judge practice in a demonstration, and nothing else
 * @returns null where the agency has none: the graders without an engine propose alone
 */
export async function judgeModelOf(tx: TenantTx, mode: 'PRACTICE' | 'PROOF'): Promise<ModelRef | null> {
  const version = await judgingVersion(tx, mode);
  return version && modelRef(version);
}
