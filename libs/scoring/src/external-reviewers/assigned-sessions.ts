import { reachPredicate, type Actor, type ReachOf, type Scope } from '#platform';

/** Scopes that a reviewer from outside uses on sessions that were assigned to them. */
const ASSIGNABLE: readonly Scope[] = ['grade:review', 'grade:sign'];

/**
 * Which scenario sessions a reach shows, as one SQL predicate of a query whose `$1` is the agency. OWN, with a scope of reviewing, is what
 * was assigned to the caller as a reviewer from outside, until their time is over or their invitation is revoked: asked with the rows, on
 * the database's clock, so that it holds at once. To sign takes an invitation that says so.
 * @param session alias of a row of `scenario_sessions`
 * @param parameter placeholder for `reach.principalId`
 */
export function sessionReached(reach: ReachOf<Scope>, session: string, parameter: string): string {
  const own = reachPredicate(reach, `${session}.trainee_id`, parameter);
  if (reach.reach !== 'OWN' || !ASSIGNABLE.includes(reach.scope)) return own;
  return `(${own} or exists (select from external_assignments ea
    join external_reviewers er on er.agency_id = ea.agency_id and er.id = ea.reviewer_id
    where ea.agency_id = $1 and ea.session_id = ${session}.id and ea.reviewer_id = ${parameter}::uuid
      and er.revoked_at is null and er.expires_at > now()${reach.scope === 'grade:sign' ? ' and er.may_sign' : ''}))`;
}

/** Whether the caller reviews nothing but what was assigned to them from outside: they are not told who the trainee is. */
export const reviewsFromOutside = (actor: Actor): boolean => actor.reach('grade:review').reach === 'OWN';
