import { courseVersionsByIds } from '#curricula';
import { UserError, type TenantTx } from '#platform';
import { modelForNewSession, type EngineKind, type ModelRef } from '#slm';
import type { SessionMode } from './scenario-session.entity.js';
import { scriptedPlayer } from './scripted-player.js';

/** What plays the civilian of a session, as it is pinned at the start. */
export interface Player {
  engineKind: EngineKind;
  engineLabel: string;
  modelVersionId: string | null;
}

/**
 * The model that the agency's releases give this session, or the scripted player.
 * @param courseVersionId of a proof session; null for practice
 * @throws UserError NOT_ALLOWED when the course takes proof sessions against neither
 */
export async function choosePlayer(
  tx: TenantTx,
  session: { id: string; mode: SessionMode },
  courseVersionId: string | null,
): Promise<Player> {
  const model = await modelForNewSession(tx, session);
  if (session.mode === 'PRACTICE') return playerOf(model, null) as Player;
  const [course] = courseVersionId === null ? [] : await courseVersionsByIds(tx, [courseVersionId]);
  const kinds = course?.proofEngineKinds ?? [];
  const player = playerOf(model, kinds);
  if (player) return player;
  const taken = kinds.join(', ') || 'no engine';
  throw new UserError('NOT_ALLOWED', 'input.assignmentId', `this course takes proof sessions against: ${taken}`);
}

/**
 * What the course takes decides: where that is no model, the scripted player plays although the agency uses one.
 * @param kinds what may play; null for whatever there is
 * @returns null when neither may
 */
export function playerOf(model: ModelRef | null, kinds: readonly string[] | null): Player | null {
  const scripted = { engineKind: scriptedPlayer.kind, engineLabel: scriptedPlayer.label, modelVersionId: null };
  const modelled = model && { engineKind: model.kind, engineLabel: model.label, modelVersionId: model.versionId };
  const mayPlay = (player: Player): boolean => kinds === null || kinds.includes(player.engineKind);
  return [modelled, scripted].find((player) => player !== null && mayPlay(player)) ?? null;
}
