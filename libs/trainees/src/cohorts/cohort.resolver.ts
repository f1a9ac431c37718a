import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import { childPages } from '../child-pages.js';
import { idPageOf, memberIdsOf } from '../global-id-arguments.js';
import type { CohortEntity } from './cohort.entity.js';
import { CohortService } from './cohort.service.js';
import {
  CohortConnection,
  CohortPayload,
  CohortType,
  CreateCohortInput,
  EnrolmentConnection,
  EnrolmentType,
  EnrolTraineesInput,
  EnrolTraineesPayload,
} from './cohort.types.js';
import type { EnrolmentEntity } from './enrolment.entity.js';

const cohortTyped = ({ id, name, createdAt }: CohortEntity): CohortType => ({ id, name, createdAt });

export const enrolmentTyped = ({ id, cohortId, traineeId, state, createdAt }: EnrolmentEntity): EnrolmentType => ({
  id,
  cohortId: toGlobalId('Cohort', cohortId),
  traineeId: toGlobalId('Member', traineeId),
  state,
  createdAt,
});

@Resolver(() => CohortType)
export class CohortResolver {
  private readonly enrolmentPages = childPages<EnrolmentEntity>(
    (actor, cohortIds, page) => this.service.enrolmentsOf(actor, cohortIds, page),
    (enrolment) => enrolment.cohortId,
  );

  constructor(private readonly service: CohortService) {}

  @Query(() => CohortConnection, { description: 'The cohorts that the caller may see, oldest first.' })
  @Allow('cohort:read')
  async cohorts(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<CohortType>> {
    const rows = await this.service.cohorts(actor, idPageOf(page));
    return connectionFrom(rows, page, (row) => [row.id], cohortTyped);
  }

  @ResolveField(() => EnrolmentConnection, {
    description: 'Who is enrolled, as far as the caller may see, in the order in which they were.',
  })
  async enrolments(
    @CurrentActor() actor: Actor,
    @Parent() cohort: CohortType,
    @Args() page: PageArgs,
  ): Promise<Page<EnrolmentType>> {
    const rows = await this.enrolmentPages(actor, cohort.id, idPageOf(page));
    return connectionFrom(rows, page, (row) => [row.id], enrolmentTyped);
  }

  @Mutation(() => CohortPayload, { description: 'Creates a cohort.' })
  @Allow('cohort:write', 'AGENCY')
  createCohort(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The cohort to create.' }) input: CreateCohortInput,
  ): Promise<Payload<CohortPayload>> {
    return payload(async () => {
      const { cohortId } = await this.service.create(actor, { ...input });
      return { cohort: await this.load(actor, cohortId) };
    });
  }

  @Mutation(() => EnrolTraineesPayload, { description: 'Enrols trainees in a cohort, with one outcome each.' })
  @Allow('cohort:write', 'AGENCY')
  enrolTrainees(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The cohort and the trainees.' }) input: EnrolTraineesInput,
  ): Promise<Payload<EnrolTraineesPayload>> {
    return payload(async () => {
      const { cohortId, outcomes } = await this.service.enrol(actor, {
        cohortId: fromGlobalId('Cohort', input.cohortId, 'input.cohortId'),
        traineeIds: memberIdsOf(input.traineeIds),
      });
      return {
        cohort: await this.load(actor, cohortId),
        outcomes: outcomes.map((outcome, index) => ({ ...outcome, traineeId: input.traineeIds[index] as string })),
      };
    });
  }

  @LoadsNode('Cohort')
  async load(actor: Actor, id: string): Promise<CohortType | null> {
    const cohort = await this.service.cohort(actor, id);
    return cohort ? cohortTyped(cohort) : null;
  }
}
