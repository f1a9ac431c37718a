import { audit, UserError, type Actor, type Events, type TenantTx } from '#platform';
import type { PresentationEntity } from './presentation.entity.js';
import { addRosterEntries, onRoster } from './roster.queries.js';
import { rosterChanged } from './roster-changed.js';
import { takenOff } from './roster-corrections.queries.js';
import { rosterIsOpen } from './roster-state.js';

/**
 * Puts active trainees on the roster of a presentation that is locked in this transaction.
 * @param events publishes `rosterChanged` when it added anybody
 * @returns whom it added; the others were on it already
 * @throws UserError WRONG_STATE when it would add somebody to a roster that a board has before it or has decided, or of a cancelled
 *   presentation; NOT_ALLOWED when a correction took one of them off it
 */
export async function putOnRoster(
  tx: TenantTx,
  actor: Actor,
  presentation: PresentationEntity,
  traineeIds: readonly string[],
  events: Events,
): Promise<Set<string>> {
  const there = await onRoster(tx, presentation.id, traineeIds);
  const missing = traineeIds.filter((id) => !there.has(id));
  if (missing.length === 0) return new Set();
  if (!rosterIsOpen(presentation.rosterState)) {
    throw new UserError(
      'WRONG_STATE',
      'input.presentationId',
      `the roster is ${presentation.rosterState}: trainees are put on it while it is DRAFT or CORRECTED`,
    );
  }
  if (presentation.cancelledAt !== null) {
    throw new UserError('WRONG_STATE', 'input.presentationId', 'this presentation was cancelled');
  }
  // A correction is undone by a correction, with a reason: else the sheet would say less than happened.
  if ((await takenOff(tx, presentation.id, missing)).size > 0) {
    throw new UserError('NOT_ALLOWED', 'input.traineeIds', 'a correction took one of them off this roster');
  }
  const added = await addRosterEntries(tx, presentation.id, missing);
  await audit(tx, actor, {
    action: 'roster.added',
    entityType: 'Presentation',
    entityId: presentation.id,
    details: { traineeIds: added },
  });
  await events.publish(tx, actor, rosterChanged, { presentationId: presentation.id });
  return new Set(added);
}
