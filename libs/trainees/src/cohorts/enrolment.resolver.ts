import { MemberType } from '#agencies';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Actor, CurrentActor, fromGlobalId, LoadsNode } from '#platform';
import { MembersLoader } from '../members-loader.js';
import { enrolmentTyped } from './cohort.resolver.js';
import { CohortService } from './cohort.service.js';
import { EnrolmentType } from './cohort.types.js';

@Resolver(() => EnrolmentType)
export class EnrolmentResolver {
  constructor(
    private readonly service: CohortService,
    private readonly members: MembersLoader,
  ) {}

  @ResolveField(() => MemberType, {
    nullable: true,
    description: 'The member who is enrolled; null for one whom the caller may not see.',
  })
  trainee(@CurrentActor() actor: Actor, @Parent() enrolment: EnrolmentType): Promise<MemberType | null> {
    return this.members.member(actor, fromGlobalId('Member', enrolment.traineeId, 'traineeId'));
  }

  @LoadsNode('Enrolment')
  async load(actor: Actor, id: string): Promise<EnrolmentType | null> {
    const enrolment = await this.service.enrolment(actor, id);
    return enrolment ? enrolmentTyped(enrolment) : null;
  }
}
