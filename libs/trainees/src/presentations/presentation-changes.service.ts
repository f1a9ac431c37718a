import { agencyProfile } from '#agencies';
import { Injectable } from '@nestjs/common';
import { audit, Events, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { enteredDate, enteredText } from '../entered-values.js';
import { todayIn } from '../records/training-record.queries.js';
import type { PresentationEntity } from './presentation.entity.js';
import { lockPresentation, storeCancellation, storeDates, wasAttended } from './presentation.queries.js';
import { rosterChanged } from './roster-changed.js';
import { rosterIsOpen } from './roster-state.js';

const MOST_REASON_LENGTH = 1_000;

/** Presentations that take place on other days, or not at all. */
@Injectable()
export class PresentationChangesService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /**
   * Cancels a presentation for good: nobody has it ahead of them any more. Safe to repeat.
   * @throws UserError NOT_FOUND, or WRONG_STATE once somebody attended it or earned anything, or its roster was submitted
   */
  async cancel(actor: Actor, input: { presentationId: string; reason: string }): Promise<{ presentationId: string }> {
    const reach = actor.reach('presentation:write');
    const reason = enteredText(input.reason, 'input.reason', MOST_REASON_LENGTH);
    const { presentationId } = input;
    return this.db.run(actor, async (tx) => {
      const presentation = await lockPresentation(tx, reach, presentationId);
      if (!presentation) throw notFound('input.presentationId', 'presentation');
      if (presentation.cancelledAt !== null && presentation.cancelReason === reason) return { presentationId };
      await this.checkAhead(tx, presentation);
      if (presentation.rosterState !== 'DRAFT') throw wrongState('its roster has been submitted');
      await storeCancellation(tx, presentationId, reason);
      await this.tell(tx, actor, presentationId, 'presentation.cancelled', { reason });
      return { presentationId };
    });
  }

  /**
   * Moves a presentation to days that are not over. Safe to repeat.
   * @throws UserError NOT_FOUND, INVALID, or WRONG_STATE once it was held or attended, or while a board has its roster
   */
  async move(
    actor: Actor,
    input: { presentationId: string; startsOn: string; endsOn: string },
  ): Promise<{ presentationId: string }> {
    const reach = actor.reach('presentation:write');
    const startsOn = enteredDate(input.startsOn, 'input.startsOn');
    const endsOn = enteredDate(input.endsOn, 'input.endsOn');
    if (endsOn < startsOn) throw new UserError('INVALID', 'input.endsOn', 'input.endsOn must not be before its start');
    const { presentationId } = input;
    return this.db.run(actor, async (tx) => {
      const before = await lockPresentation(tx, reach, presentationId);
      if (!before) throw notFound('input.presentationId', 'presentation');
      if (before.cancelledAt === null && before.startsOn === startsOn && before.endsOn === endsOn) {
        return { presentationId };
      }
      await this.checkAhead(tx, before);
      if (!rosterIsOpen(before.rosterState)) throw wrongState(`its roster is ${before.rosterState}`);
      const agency = await agencyProfile(tx);
      if (!agency) throw new Error('the agency has no profile');
      const today = await todayIn(tx, agency.timezone);
      // On its last day it may still be called off: it is held once that day is over.
      if (before.endsOn < today) throw wrongState('it was held');
      if (endsOn < today) throw new UserError('INVALID', 'input.endsOn', 'input.endsOn must not be over');
      await storeDates(tx, presentationId, { startsOn, endsOn });
      const from = { startsOn: before.startsOn, endsOn: before.endsOn };
      await this.tell(tx, actor, presentationId, 'presentation.moved', { from, to: { startsOn, endsOn } });
      return { presentationId };
    });
  }

  private async checkAhead(tx: TenantTx, presentation: PresentationEntity): Promise<void> {
    if (presentation.cancelledAt !== null) throw wrongState('it was cancelled');
    if (await wasAttended(tx, presentation.id)) throw wrongState('somebody attended it, or earned hours by it');
  }

  private async tell(
    tx: TenantTx,
    actor: Actor,
    presentationId: string,
    action: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    await audit(tx, actor, { action, entityType: 'Presentation', entityId: presentationId, details });
    await this.events.publish(tx, actor, rosterChanged, { presentationId });
  }
}

const wrongState = (why: string): UserError =>
  new UserError('WRONG_STATE', 'input.presentationId', `this presentation can no longer be changed: ${why}`);
