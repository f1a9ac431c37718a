import { playableScenarioVersion, publishedRubricVersion } from '#curricula';
import { Injectable } from '@nestjs/common';
import { principalStanding } from '#identity';
import {
  audit,
  Events,
  idempotent,
  notFound,
  TenantDb,
  UserError,
  type Actor,
  type ReachOf,
  type TenantTx,
} from '#platform';
import { cohortById, enrolledTrainees } from '../cohorts/cohort.queries.js';
import { enteredDate } from '../entered-values.js';
import type { IdPage } from '../id-page.js';
import { activeTrainees } from '../member-standing.queries.js';
import { lockPresentation } from '../presentations/presentation.queries.js';
import { putOnRoster } from '../presentations/put-on-roster.js';
import { checkBatchSize } from '../trainee-batch.js';
import type { AssignmentEntity, AssignmentMode } from './assignment.entity.js';
import { addAssignments, assignmentsByIds, listAssignments } from './assignment.queries.js';

export interface AssignSession {
  /** These, or the cohort's; never both. */
  traineeIds: readonly string[] | null;
  cohortId: string | null;
  scenarioVersionId: string;
  rubricVersionId: string;
  mode: AssignmentMode;
  /** PROOF needs one, PRACTICE has none. */
  presentationId: string | null;
  /** The device that plays it offline; null for a session played live. */
  deviceId: string | null;
  /** Local date `yyyy-mm-dd`. */
  dueOn: string | null;
  idempotencyKey: string;
}

export interface Assigned extends Record<string, unknown> {
  assignmentIds: string[];
  /** Enrolled in the cohort and not an active trainee now: nothing was assigned to them. */
  skippedTraineeIds: string[];
}

@Injectable()
export class AssignmentService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /**
   * Assigns one scenario session to each trainee; all of them or none. PROOF puts them on the presentation's roster. Of a cohort, those
   * whom the actor reaches; whoever they do not reach does not exist for them.
   */
  async assign(actor: Actor, input: AssignSession): Promise<Assigned> {
    const reach = actor.reach('assignment:write');
    if (input.dueOn !== null) enteredDate(input.dueOn, 'input.dueOn');
    if (input.traineeIds) checkBatchSize(input.traineeIds.length);
    if ((input.traineeIds === null) === (input.cohortId === null)) {
      throw new UserError('INVALID', 'input.traineeIds', 'name either input.traineeIds or input.cohortId');
    }
    checkMode(input);
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'assignSession', input.idempotencyKey, input, async () => {
        const { traineeIds, skippedTraineeIds } = input.traineeIds
          ? { traineeIds: await this.named(tx, reach, input.traineeIds), skippedTraineeIds: [] }
          : await this.ofCohort(tx, reach, input.cohortId as string);
        if (!(await playableScenarioVersion(tx, input.scenarioVersionId))) {
          throw notFound('input.scenarioVersionId', 'published scenario version that can be played');
        }
        await this.checkRubric(tx, input.rubricVersionId);
        if (input.deviceId !== null) await this.checkDevice(tx, input.deviceId);
        if (input.presentationId !== null) {
          await this.enterRoster(tx, actor, reach, input.presentationId, traineeIds);
        }
        const assignmentIds = await addAssignments(tx, { ...input, traineeIds, assignedBy: actor.principalId });
        for (const [index, assignmentId] of assignmentIds.entries()) {
          await audit(tx, actor, {
            action: 'session.assigned',
            entityType: 'Assignment',
            entityId: assignmentId,
            details: { traineeId: traineeIds[index], mode: input.mode, presentationId: input.presentationId },
          });
        }
        return { assignmentIds, skippedTraineeIds };
      }),
    );
  }

  /** Those of the assignments that the actor may see. */
  byIds(actor: Actor, ids: readonly string[]): Promise<AssignmentEntity[]> {
    return this.db.read(actor, (tx) => assignmentsByIds(tx, actor.reach('assignment:read'), ids));
  }

  assignments(actor: Actor, page: IdPage & { traineeId: string | null }): Promise<AssignmentEntity[]> {
    return this.db.read(actor, (tx) => listAssignments(tx, actor.reach('assignment:read'), page));
  }

  private async named(
    tx: TenantTx,
    reach: ReachOf<'assignment:write'>,
    traineeIds: readonly string[],
  ): Promise<string[]> {
    const active = await activeTrainees(tx, reach, traineeIds);
    const unknown = traineeIds.findIndex((id) => !active.has(id));
    if (unknown >= 0) throw notFound(`input.traineeIds[${unknown}]`, 'active trainee');
    return [...new Set(traineeIds)];
  }

  private async ofCohort(
    tx: TenantTx,
    reach: ReachOf<'assignment:write'>,
    cohortId: string,
  ): Promise<{ traineeIds: string[]; skippedTraineeIds: string[] }> {
    if (!(await cohortById(tx, reach, cohortId))) throw notFound('input.cohortId', 'cohort');
    const enrolled = await enrolledTrainees(tx, reach, cohortId);
    const active = await activeTrainees(tx, reach, enrolled);
    if (active.size === 0) {
      throw new UserError('WRONG_STATE', 'input.cohortId', 'no active trainee is enrolled in this cohort');
    }
    return {
      traineeIds: enrolled.filter((id) => active.has(id)),
      skippedTraineeIds: enrolled.filter((id) => !active.has(id)),
    };
  }

  private async checkRubric(tx: TenantTx, rubricVersionId: string): Promise<void> {
    const version = await publishedRubricVersion(tx, rubricVersionId);
    if (!version) throw notFound('input.rubricVersionId', 'published rubric version');
    if (version.rubric.purpose !== 'CERTIFICATION') {
      throw new UserError(
        'INVALID',
        'input.rubricVersionId',
        'this rubric says how a dialogue ended and certifies nothing: assign one whose purpose is CERTIFICATION',
      );
    }
  }

  private async checkDevice(tx: TenantTx, deviceId: string): Promise<void> {
    const standing = await principalStanding(tx, deviceId);
    if (standing?.kind !== 'DEVICE' || standing.state !== 'ACTIVE') throw notFound('input.deviceId', 'active device');
  }

  private async enterRoster(
    tx: TenantTx,
    actor: Actor,
    reach: ReachOf<'assignment:write'>,
    presentationId: string,
    traineeIds: readonly string[],
  ): Promise<void> {
    const presentation = await lockPresentation(tx, reach, presentationId);
    if (!presentation) throw notFound('input.presentationId', 'presentation');
    if (traineeIds.includes(presentation.instructorId)) {
      throw new UserError(
        'NOT_ALLOWED',
        'input.presentationId',
        'the instructor of a presentation cannot sit its proof session: they would sign their own',
      );
    }
    await putOnRoster(tx, actor, presentation, traineeIds, this.events);
  }
}

function checkMode({ mode, presentationId }: AssignSession): void {
  if (mode === 'PROOF' && presentationId === null) {
    throw new UserError(
      'INVALID',
      'input.presentationId',
      'a proof session needs a presentation of an approved course',
    );
  }
  if (mode === 'PRACTICE' && presentationId !== null) {
    throw new UserError('INVALID', 'input.presentationId', 'practice never counts: it has no presentation');
  }
}
