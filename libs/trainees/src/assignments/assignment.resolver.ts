import { MemberType } from '#agencies';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  fromGlobalId,
  LoadsNode,
  payload,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import { idPageOf, optionalId } from '../global-id-arguments.js';
import { MembersLoader } from '../members-loader.js';
import { PresentationsLoader } from '../presentations/presentations-loader.js';
import { PresentationType } from '../presentations/presentation.types.js';
import type { AssignmentEntity } from './assignment.entity.js';
import { AssignmentService } from './assignment.service.js';
import {
  AssignmentConnection,
  AssignmentsArgs,
  AssignmentType,
  AssignSessionInput,
  AssignSessionPayload,
} from './assignment.types.js';

const globalOrNull = (typeName: string, id: string | null): string | null =>
  id === null ? null : toGlobalId(typeName, id);

const assignmentTyped = (row: AssignmentEntity): AssignmentType => ({
  id: row.id,
  traineeId: toGlobalId('Member', row.traineeId),
  cohortId: globalOrNull('Cohort', row.cohortId),
  presentationId: globalOrNull('Presentation', row.presentationId),
  scenarioVersionId: toGlobalId('ScenarioVersion', row.scenarioVersionId),
  rubricVersionId: toGlobalId('RubricVersion', row.rubricVersionId),
  mode: row.mode,
  deviceId: globalOrNull('Device', row.deviceId),
  dueOn: row.dueOn,
  createdAt: row.createdAt,
});

@Resolver(() => AssignmentType)
export class AssignmentResolver {
  constructor(
    private readonly service: AssignmentService,
    private readonly members: MembersLoader,
    private readonly presentations: PresentationsLoader,
  ) {}

  @Query(() => AssignmentConnection, {
    description: 'The assignments that the caller may see, oldest first. A trainee sees only their own.',
  })
  @Allow('assignment:read')
  async assignments(@CurrentActor() actor: Actor, @Args() page: AssignmentsArgs): Promise<Page<AssignmentType>> {
    const traineeId = optionalId('Member', page.traineeId, 'traineeId');
    const rows = await this.service.assignments(actor, { ...idPageOf(page), traineeId });
    return connectionFrom(rows, page, (row) => [row.id], assignmentTyped);
  }

  @ResolveField(() => MemberType, {
    nullable: true,
    description: 'The member who is to play it; null for one whom the caller may not see.',
  })
  trainee(@CurrentActor() actor: Actor, @Parent() assignment: AssignmentType): Promise<MemberType | null> {
    return this.members.member(actor, fromGlobalId('Member', assignment.traineeId, 'traineeId'));
  }

  @ResolveField(() => PresentationType, {
    nullable: true,
    description: 'The presentation it counts towards; null for practice.',
  })
  async presentation(
    @CurrentActor() actor: Actor,
    @Parent() { presentationId }: AssignmentType,
  ): Promise<PresentationType | null> {
    const id = optionalId('Presentation', presentationId, 'presentationId');
    return id === null ? null : this.presentations.presentation(actor, id);
  }

  @Mutation(() => AssignSessionPayload, {
    description:
      'Assigns a scenario session to trainees. A proof session puts them on the presentation’s roster. Of a cohort, to those whom the caller may see.',
  })
  @Allow('assignment:write', 'UNIT')
  assignSession(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to assign, and to whom.' }) input: AssignSessionInput,
  ): Promise<Payload<AssignSessionPayload>> {
    return payload(async () => {
      const { assignmentIds, skippedTraineeIds } = await this.service.assign(actor, {
        idempotencyKey: input.idempotencyKey,
        mode: input.mode,
        dueOn: input.dueOn ?? null,
        traineeIds: traineeIdsOf(input.traineeIds),
        cohortId: optionalId('Cohort', input.cohortId, 'input.cohortId'),
        scenarioVersionId: fromGlobalId('ScenarioVersion', input.scenarioVersionId, 'input.scenarioVersionId'),
        rubricVersionId: fromGlobalId('RubricVersion', input.rubricVersionId, 'input.rubricVersionId'),
        presentationId: optionalId('Presentation', input.presentationId, 'input.presentationId'),
        deviceId: optionalId('Device', input.deviceId, 'input.deviceId'),
      });
      const rows = await this.service.byIds(actor, assignmentIds);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return {
        assignments: assignmentIds.flatMap((id) => byId.get(id) ?? []).map(assignmentTyped),
        skippedTraineeIds: skippedTraineeIds.map((id) => toGlobalId('Member', id)),
      };
    });
  }

  @LoadsNode('Assignment')
  async load(actor: Actor, id: string): Promise<AssignmentType | null> {
    const [assignment] = await this.service.byIds(actor, [id]);
    return assignment ? assignmentTyped(assignment) : null;
  }
}

const traineeIdsOf = (ids: readonly string[] | null | undefined): string[] | null =>
  ids?.map((id, index) => fromGlobalId('Member', id, `input.traineeIds[${index}]`)) ?? null;
