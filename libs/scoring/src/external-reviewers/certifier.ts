import { Actor } from '#platform';

/**
 * Who certifies, when it comes to what a signature counts towards. A reviewer from outside reaches nobody's assignments; the hours of a
 * session that they may sign are nonetheless the trainee's. Only for reads about a session that they were allowed to sign.
 */
export function certifierOf(actor: Actor): Actor {
  if (actor.reach('grade:sign').reach !== 'OWN') return actor;
  const { agencyId, principalId, kind, requestId } = actor;
  return new Actor({ agencyId, principalId, kind, requestId, scopes: new Map([['grade:sign', 'AGENCY']]) });
}
