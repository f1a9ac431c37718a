import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, TenantDb, UserError, type Actor } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { enteredText } from '../entered-values.js';
import type { IdPage } from '../id-page.js';
import { activeTrainees } from '../member-standing.queries.js';
import { checkBatchSize, outcomesOf, type TraineeOutcome } from '../trainee-batch.js';
import type { CohortEntity } from './cohort.entity.js';
import {
  addCohort,
  addEnrolments,
  cohortById,
  enrolmentsByIds,
  enrolmentsOfCohorts,
  listCohorts,
} from './cohort.queries.js';
import type { EnrolmentEntity } from './enrolment.entity.js';

export const MOST_NAME_LENGTH = 200;

export interface CreateCohort {
  name: string;
  idempotencyKey: string;
}

export interface EnrolTrainees {
  cohortId: string;
  /** UUIDs of members; null for what was sent and is no id of a member. */
  traineeIds: readonly (string | null)[];
}

export type EnrolmentStatus = 'ENROLLED' | 'ALREADY_ENROLLED';

@Injectable()
export class CohortService {
  constructor(private readonly db: TenantDb) {}

  /** @throws UserError TAKEN when the agency has a cohort of this name */
  async create(actor: Actor, input: CreateCohort): Promise<{ cohortId: string }> {
    actor.reach('cohort:write');
    const name = enteredText(input.name, 'input.name', MOST_NAME_LENGTH);
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'createCohort', input.idempotencyKey, { ...input, name }, async () => {
        const cohortId = uuidv7();
        if (!(await addCohort(tx, { id: cohortId, name }))) {
          throw new UserError('TAKEN', 'input.name', 'the agency has a cohort of this name already');
        }
        await audit(tx, actor, {
          action: 'cohort.created',
          entityType: 'Cohort',
          entityId: cohortId,
          details: { name },
        });
        return { cohortId };
      }),
    );
  }

  /** Enrols active trainees, one outcome each. Safe to repeat: whoever is enrolled already stays so. */
  async enrol(
    actor: Actor,
    input: EnrolTrainees,
  ): Promise<{ cohortId: string; outcomes: TraineeOutcome<EnrolmentStatus>[] }> {
    const reach = actor.reach('cohort:write');
    checkBatchSize(input.traineeIds.length);
    return this.db.run(actor, async (tx) => {
      const cohort = await cohortById(tx, reach, input.cohortId);
      if (!cohort) throw notFound('input.cohortId', 'cohort');
      const asked = input.traineeIds.filter((id) => id !== null);
      const trainees = await activeTrainees(tx, reach, asked);
      const enrolled = new Set(await addEnrolments(tx, cohort.id, [...trainees]));
      if (enrolled.size > 0) {
        await audit(tx, actor, {
          action: 'cohort.enrolled',
          entityType: 'Cohort',
          entityId: cohort.id,
          details: { traineeIds: [...enrolled] },
        });
      }
      const outcomes = outcomesOf(
        input.traineeIds,
        enrolled,
        { done: 'ENROLLED', already: 'ALREADY_ENROLLED' },
        (id) => (trainees.has(id) ? null : { code: 'NOT_FOUND', message: 'no such active trainee' }),
      );
      return { cohortId: cohort.id, outcomes };
    });
  }

  cohort(actor: Actor, id: string): Promise<CohortEntity | null> {
    return this.db.read(actor, (tx) => cohortById(tx, actor.reach('cohort:read'), id));
  }

  cohorts(actor: Actor, page: IdPage): Promise<CohortEntity[]> {
    return this.db.read(actor, (tx) => listCohorts(tx, actor.reach('cohort:read'), page));
  }

  enrolment(actor: Actor, id: string): Promise<EnrolmentEntity | null> {
    return this.db.read(actor, async (tx) => (await enrolmentsByIds(tx, actor.reach('cohort:read'), [id]))[0] ?? null);
  }

  /** One page of the enrolments of each cohort. */
  enrolmentsOf(actor: Actor, cohortIds: readonly string[], page: IdPage): Promise<EnrolmentEntity[]> {
    return this.db.read(actor, (tx) => enrolmentsOfCohorts(tx, actor.reach('cohort:read'), cohortIds, page));
  }
}
