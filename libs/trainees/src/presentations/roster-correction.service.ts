import { Injectable } from '@nestjs/common';
import { audit, Events, notFound, TenantDb, UserError, type Actor } from '#platform';
import { enteredText } from '../entered-values.js';
import type { IdPage } from '../id-page.js';
import { activeTrainees } from '../member-standing.queries.js';
import { lockPresentation } from './presentation.queries.js';
import { rosterChanged } from './roster-changed.js';
import type { RosterChange, RosterCorrectionEntity } from './roster-correction.entity.js';
import {
  addRosterCorrection,
  hasStandingHours,
  lastRosterCorrection,
  rosterCorrectionsOf,
} from './roster-corrections.queries.js';
import { rosterIsOpen } from './roster-state.js';
import { onRoster } from './roster.queries.js';

const MOST_REASON_LENGTH = 1_000;

export interface CorrectRosterEntry {
  presentationId: string;
  traineeId: string;
  change: RosterChange;
  reason: string;
}

/** What was wrong on a sign-in sheet: the sheet stays as it was, and the correction is a new line with its reason. */
@Injectable()
export class RosterCorrectionService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /**
   * Adds a trainee to the sheet or takes one off. Safe to repeat.
   * @throws UserError NOT_FOUND, WRONG_STATE while a board has the roster or has decided it, CONFLICT where it is so already or hours stand,
   *   NOT_ALLOWED for the instructor
   */
  async correct(actor: Actor, input: CorrectRosterEntry): Promise<{ presentationId: string }> {
    const reach = actor.reach('presentation:write');
    const reason = enteredText(input.reason, 'input.reason', MOST_REASON_LENGTH);
    const { presentationId, traineeId, change } = input;
    return this.db.run(actor, async (tx) => {
      const presentation = await lockPresentation(tx, reach, presentationId);
      if (!presentation) throw notFound('input.presentationId', 'presentation');
      const before = await lastRosterCorrection(tx, presentationId, traineeId);
      if (before?.change === change && before.reason === reason) return { presentationId };
      const { rosterState, cancelledAt, instructorId } = presentation;
      if (cancelledAt !== null || !rosterIsOpen(rosterState)) {
        const state = cancelledAt === null ? `its roster is ${rosterState}` : 'it was cancelled';
        throw new UserError(
          'WRONG_STATE',
          'input.presentationId',
          `a sheet is corrected in DRAFT or CORRECTED: ${state}`,
        );
      }
      const there = (await onRoster(tx, presentationId, [traineeId])).has(traineeId);
      if (change === 'REMOVED') {
        if (!there) throw notFound('input.traineeId', 'trainee on this roster');
        if (await hasStandingHours(tx, presentationId, traineeId)) {
          const message = 'they have hours of this presentation: correct the training record to 0 first';
          throw new UserError('CONFLICT', 'input.traineeId', message);
        }
      } else {
        if (!(await activeTrainees(tx, reach, [traineeId])).has(traineeId)) {
          throw notFound('input.traineeId', 'active trainee');
        }
        if (traineeId === instructorId) {
          const message = 'the instructor of a presentation cannot be on its roster';
          throw new UserError('NOT_ALLOWED', 'input.traineeId', message);
        }
        if (there) throw new UserError('CONFLICT', 'input.traineeId', 'they are on the roster already');
      }
      await addRosterCorrection(tx, { presentationId, traineeId, change, reason, recordedBy: actor.principalId });
      await audit(tx, actor, {
        action: `roster.entry-${change.toLowerCase()}`,
        entityType: 'Presentation',
        entityId: presentationId,
        details: { traineeId, reason },
      });
      await this.events.publish(tx, actor, rosterChanged, { presentationId });
      return { presentationId };
    });
  }

  /** One page of the corrections of each presentation's roster. */
  linesOf(actor: Actor, presentationIds: readonly string[], page: IdPage): Promise<RosterCorrectionEntity[]> {
    return this.db.read(actor, (tx) =>
      rosterCorrectionsOf(tx, actor.reach('presentation:read'), presentationIds, page),
    );
  }
}
