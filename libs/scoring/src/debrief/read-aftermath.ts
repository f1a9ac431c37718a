import type { Actor, TenantTx } from '#platform';
import { appealableUntil } from '../appeals/appeal-limit.queries.js';
import { appealOfSession } from '../appeals/appeal.queries.js';
import { notesOfSession } from '../coaching-notes/coaching-note.queries.js';
import type { GradeDecisionEntity } from '../decisions/grade-decision.entity.js';
import { firstDecisionOf } from '../decisions/grade-decision.queries.js';
import type { Aftermath } from './read-facts.js';

/** So many notes are printed, the earliest; whoever writes more writes a book. */
const MOST_NOTES = 200;

export const NO_AFTERMATH: Aftermath = { appealableUntil: null, appeal: null, first: null, notes: [] };

/**
 * The appeal and the coaching notes of a session that the caller may read a debrief of.
 * @param decision the official one, where this caller is told of it
 */
export async function aftermathOf(
  tx: TenantTx,
  actor: Actor,
  sessionId: string,
  decision: GradeDecisionEntity | null,
): Promise<Aftermath> {
  const reader = actor.holds('coaching:read') && {
    reach: actor.reach('coaching:read'),
    decidesAppeals: actor.holds('appeal:decide'),
  };
  const notes = reader ? await notesOfSession(tx, reader, sessionId, { limit: MOST_NOTES, after: null }) : [];
  if (!decision) return { ...NO_AFTERMATH, notes };
  const appeal = actor.holds('appeal:read')
    ? await appealOfSession(tx, actor.reach('appeal:read'), sessionId, decision.purpose)
    : null;
  const appealable = decision.round === 0 && decision.decision !== 'INVALIDATED' && !appeal;
  return {
    appealableUntil: appealable ? (await appealableUntil(tx, decision.id)).until : null,
    appeal,
    first: decision.round === 0 ? null : await firstDecisionOf(tx, sessionId, decision.purpose),
    notes,
  };
}
