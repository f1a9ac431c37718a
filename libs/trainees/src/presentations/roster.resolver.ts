import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  fromGlobalId,
  PageArgs,
  payload,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import { childPages } from '../child-pages.js';
import { idPageOf, memberIdsOf } from '../global-id-arguments.js';
import {
  AddToRosterInput,
  AddToRosterPayload,
  CorrectRosterInput,
  DecideRosterInput,
  PresentationPayload,
  SubmitRosterInput,
} from './presentation.inputs.js';
import { PresentationsLoader } from './presentations-loader.js';
import {
  PresentationType,
  RosterEntryConnection,
  RosterEntryType,
  RosterStepConnection,
  RosterStepType,
} from './presentation.types.js';
import { rosterEntryTyped } from './roster-entry.resolver.js';
import type { RosterEntryEntity } from './roster-entry.entity.js';
import { RosterService } from './roster.service.js';
import type { RosterStateEntity } from './roster-state.entity.js';

const presentationIdOf = (input: { presentationId: string }): string =>
  fromGlobalId('Presentation', input.presentationId, 'input.presentationId');

const stepTyped = ({ state, reason, decidedBy, decidedAt }: RosterStateEntity): RosterStepType => ({
  state,
  reason,
  decidedById: toGlobalId('Member', decidedBy),
  decidedAt,
});

@Resolver(() => PresentationType)
export class RosterResolver {
  private readonly entryPages = childPages<RosterEntryEntity>(
    (actor, presentationIds, page) => this.service.entriesOf(actor, presentationIds, page),
    (entry) => entry.presentationId,
  );
  private readonly stepPages = childPages<RosterStateEntity>(
    (actor, presentationIds, page) => this.service.statesOf(actor, presentationIds, page),
    (step) => step.presentationId,
  );

  constructor(
    private readonly service: RosterService,
    private readonly presentations: PresentationsLoader,
  ) {}

  @ResolveField(() => RosterEntryConnection, {
    description: 'Who is on the roster, as far as the caller may see, in the order they were put on it.',
  })
  async roster(
    @CurrentActor() actor: Actor,
    @Parent() presentation: PresentationType,
    @Args() page: PageArgs,
  ): Promise<Page<RosterEntryType>> {
    const rows = await this.entryPages(actor, presentation.id, idPageOf(page));
    return connectionFrom(rows, page, (row) => [row.id], rosterEntryTyped);
  }

  @ResolveField(() => RosterStepConnection, { description: 'Every state the roster went through, oldest first.' })
  async rosterSteps(
    @CurrentActor() actor: Actor,
    @Parent() presentation: PresentationType,
    @Args() page: PageArgs,
  ): Promise<Page<RosterStepType>> {
    const rows = await this.stepPages(actor, presentation.id, idPageOf(page));
    return connectionFrom(rows, page, (row) => [row.id], stepTyped);
  }

  @Mutation(() => AddToRosterPayload, { description: 'Puts trainees on a roster, with one outcome each.' })
  @Allow('presentation:write', 'AGENCY')
  addToRoster(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The presentation and the trainees.' }) input: AddToRosterInput,
  ): Promise<Payload<AddToRosterPayload>> {
    return payload(async () => {
      const { presentationId, outcomes } = await this.service.add(actor, {
        presentationId: presentationIdOf(input),
        traineeIds: memberIdsOf(input.traineeIds),
      });
      return {
        presentation: await this.presentations.presentation(actor, presentationId),
        outcomes: outcomes.map((outcome, index) => ({ ...outcome, traineeId: input.traineeIds[index] as string })),
      };
    });
  }

  @Mutation(() => PresentationPayload, { description: 'Submits a roster to the state board.' })
  @Allow('presentation:write', 'AGENCY')
  submitRoster(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The roster.' }) input: SubmitRosterInput,
  ): Promise<Payload<PresentationPayload>> {
    return this.changed(actor, () => this.service.submit(actor, { presentationId: presentationIdOf(input) }));
  }

  @Mutation(() => PresentationPayload, { description: 'Records what the state board answered about a roster.' })
  @Allow('presentation:write', 'AGENCY')
  decideRoster(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The roster and the answer.' }) input: DecideRosterInput,
  ): Promise<Payload<PresentationPayload>> {
    const { decision, reason } = input;
    return this.changed(actor, () =>
      this.service.decide(actor, { presentationId: presentationIdOf(input), decision, reason: reason ?? null }),
    );
  }

  @Mutation(() => PresentationPayload, {
    description: 'Reopens a decided roster. What it earned counts again only once it is approved again.',
  })
  @Allow('presentation:write', 'AGENCY')
  correctRoster(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The roster and the reason.' }) input: CorrectRosterInput,
  ): Promise<Payload<PresentationPayload>> {
    const { reason } = input;
    return this.changed(actor, () => this.service.correct(actor, { presentationId: presentationIdOf(input), reason }));
  }

  private changed(
    actor: Actor,
    change: () => Promise<{ presentationId: string }>,
  ): Promise<Payload<PresentationPayload>> {
    return payload(async () => {
      const { presentationId } = await change();
      return { presentation: await this.presentations.presentation(actor, presentationId) };
    });
  }
}
