import type { TenantTx } from '#platform';
import { modelVersionById, type ModelRef } from '#slm';
import type { GradedSession } from '../grading/graded-session.queries.js';

/** Why a model may not judge a session at all. */
export type JudgeBias = 'PLAYED_BY_THE_JUDGE' | 'PLAYER_UNKNOWN';

/**
 * Whether the judge may be the one that played the civilian: it would judge its own words. The same weights are the same model, under
 * whatever name and with whatever adapter. What a device says has played is no evidence, so nobody judges that but people and rules.
 * @returns null where another has played, or no model
 */
export async function judgeBias(
  tx: TenantTx,
  { engineKind, modelVersionId }: Pick<GradedSession, 'engineKind' | 'modelVersionId'>,
  judge: Pick<ModelRef, 'weightsDigest'>,
): Promise<JudgeBias | null> {
  if (engineKind === 'SCRIPTED') return null;
  if (modelVersionId === null) return 'PLAYER_UNKNOWN';
  const player = await modelVersionById(tx, modelVersionId);
  return player.weightsDigest === judge.weightsDigest ? 'PLAYED_BY_THE_JUDGE' : null;
}
