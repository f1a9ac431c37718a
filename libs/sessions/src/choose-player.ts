import { courseVersionsByIds } from '#curricula';
import { UserError, type TenantTx } from '#platform';
import { modelForNewSession, type EngineKind } from '#slm';
import type { SessionMode } from './scenario-session.entity.js';
import { scriptedPlayer } from './scripted-player.js';

/** What plays the civilian of a session, as it is pinned at the start. */
export interface Player {
  engineKind: EngineKind;
  engineLabel: string;
  modelVersionId: string | null;
}

/**
 * The model that the agency's releases give this session, or the scripted player. For a proof session what its course takes
 * decides: where that is no model, the scripted player plays although the agency uses one.
 * @param courseVersionId of a proof session; null for practice
 * @throws UserError NOT_ALLOWED when the course takes proof sessions against neither
 */
export async function choosePlayer(
  tx: TenantTx,
  session: { id: string; mode: SessionMode },
  courseVersionId: string | null,
): Promise<Player> {
  const model = await modelForNewSession(tx, session);
  const scripted = { engineKind: scriptedPlayer.kind, engineLabel: scriptedPlayer.label, modelVersionId: null };
  const modelled = model && { engineKind: model.kind, engineLabel: model.label, modelVersionId: model.versionId };
  if (session.mode === 'PRACTICE') return modelled ?? scripted;
  const [course] = courseVersionId === null ? [] : await courseVersionsByIds(tx, [courseVersionId]);
  const taken = [modelled, scripted].find((player) => player && course?.proofEngineKinds.includes(player.engineKind));
  if (taken) return taken;
  const kinds = course?.proofEngineKinds.join(', ') || 'no engine';
  throw new UserError('NOT_ALLOWED', 'input.assignmentId', `this course takes proof sessions against: ${kinds}`);
}
