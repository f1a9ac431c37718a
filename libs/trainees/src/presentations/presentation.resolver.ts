import { MemberType } from '#agencies';
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
  type Page,
  type Payload,
} from '#platform';
import { idPageOf } from '../global-id-arguments.js';
import { MembersLoader } from '../members-loader.js';
import { OpenPresentationInput, PresentationPayload } from './presentation.inputs.js';
import { PresentationsLoader, presentationTyped } from './presentations-loader.js';
import { PresentationService } from './presentation.service.js';
import { PresentationConnection, PresentationType } from './presentation.types.js';

@Resolver(() => PresentationType)
export class PresentationResolver {
  constructor(
    private readonly service: PresentationService,
    private readonly loader: PresentationsLoader,
    private readonly members: MembersLoader,
  ) {}

  @Query(() => PresentationConnection, {
    description: 'The presentations that the caller may see, in the order they were opened.',
  })
  @Allow('presentation:read')
  async presentations(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<PresentationType>> {
    const rows = await this.service.presentations(actor, idPageOf(page));
    return connectionFrom(rows, page, (row) => [row.id], presentationTyped);
  }

  @ResolveField(() => MemberType, {
    nullable: true,
    description: 'The member who instructs; null for one whom the caller may not see.',
  })
  instructor(@CurrentActor() actor: Actor, @Parent() presentation: PresentationType): Promise<MemberType | null> {
    return this.members.member(actor, fromGlobalId('Member', presentation.instructorId, 'instructorId'));
  }

  @Mutation(() => PresentationPayload, { description: 'Opens a presentation of an approved course.' })
  @Allow('presentation:write', 'AGENCY')
  openPresentation(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The presentation to open.' }) input: OpenPresentationInput,
  ): Promise<Payload<PresentationPayload>> {
    return payload(async () => {
      const { presentationId } = await this.service.open(actor, {
        ...input,
        courseVersionId: fromGlobalId('CourseVersion', input.courseVersionId, 'input.courseVersionId'),
        instructorId: fromGlobalId('Member', input.instructorId, 'input.instructorId'),
      });
      return { presentation: await this.load(actor, presentationId) };
    });
  }

  @LoadsNode('Presentation')
  load(actor: Actor, id: string): Promise<PresentationType | null> {
    return this.loader.presentation(actor, id);
  }
}
