import { approvedCourseVersion } from '#curricula';
import { Injectable } from '@nestjs/common';
import { audit, Events, idempotent, notFound, TenantDb, UserError, type Actor } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { enteredDate, enteredText } from '../entered-values.js';
import type { IdPage } from '../id-page.js';
import { isActiveInstructor } from '../member-standing.queries.js';
import { PresentationEntity } from './presentation.entity.js';
import { addRosterState, listPresentations, presentationsByIds } from './presentation.queries.js';
import { rosterChanged } from './roster-changed.js';

export const MOST_LOCATION_LENGTH = 200;

export interface OpenPresentation {
  courseVersionId: string;
  instructorId: string;
  /** First and last day, local dates `yyyy-mm-dd`, both inclusive. */
  startsOn: string;
  endsOn: string;
  location: string;
  /** How many can take part, 1 to 10,000; null or left out where nobody says. */
  seats?: number | null;
  idempotencyKey: string;
}

@Injectable()
export class PresentationService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /** Opens a delivery of an approved course, with an empty roster in state DRAFT. */
  async open(actor: Actor, input: OpenPresentation): Promise<{ presentationId: string }> {
    actor.reach('presentation:write');
    const location = enteredText(input.location, 'input.location', MOST_LOCATION_LENGTH);
    const startsOn = enteredDate(input.startsOn, 'input.startsOn');
    const endsOn = enteredDate(input.endsOn, 'input.endsOn');
    if (endsOn < startsOn) {
      throw new UserError('INVALID', 'input.endsOn', 'input.endsOn must not be before input.startsOn');
    }
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'openPresentation', input.idempotencyKey, { ...input, location }, async () => {
        const { courseVersionId, instructorId, seats = null } = input;
        if (!(await approvedCourseVersion(tx, courseVersionId))) {
          throw notFound('input.courseVersionId', 'approved course version');
        }
        if (!(await isActiveInstructor(tx, instructorId))) {
          throw notFound('input.instructorId', 'active instructor');
        }
        const presentationId = uuidv7();
        await tx.insert(PresentationEntity, {
          id: presentationId,
          courseVersionId,
          instructorId,
          startsOn,
          endsOn,
          location,
          seats,
          rosterState: 'DRAFT',
        });
        await addRosterState(tx, { presentationId, state: 'DRAFT', reason: null, decidedBy: actor.principalId });
        await audit(tx, actor, {
          action: 'presentation.opened',
          entityType: 'Presentation',
          entityId: presentationId,
          details: { courseVersionId, instructorId, startsOn, endsOn },
        });
        await this.events.publish(tx, actor, rosterChanged, { presentationId });
        return { presentationId };
      }),
    );
  }

  /** Those of the presentations that the actor may see. */
  byIds(actor: Actor, ids: readonly string[]): Promise<PresentationEntity[]> {
    return this.db.read(actor, (tx) => presentationsByIds(tx, actor.reach('presentation:read'), ids));
  }

  presentations(actor: Actor, page: IdPage): Promise<PresentationEntity[]> {
    return this.db.read(actor, (tx) => listPresentations(tx, actor.reach('presentation:read'), page));
  }
}
