import type { TenantTx } from '#platform';
import type { ModelRef } from '../chat-model.js';

/**
 * The registered model that plays a session begun now, as the agency's releases have it.
 * @param session its id decides on which side of a canary it falls; a proof session may never meet a model for tests
 * @returns null where the agency uses none: the scripted player plays
 */
export async function modelForNewSession(
  _tx: TenantTx,
  _session: { id: string; mode: 'PRACTICE' | 'PROOF' },
): Promise<ModelRef | null> {
  return null;
}

/**
 * The model version that a session was begun with, retired or not.
 * @throws Error when there is none with this id
 */
export async function modelVersionById(_tx: TenantTx, versionId: string): Promise<ModelRef> {
  throw new Error(`there is no model version ${versionId}`);
}
