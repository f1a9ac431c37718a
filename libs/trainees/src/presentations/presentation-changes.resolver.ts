import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Actor, Allow, CurrentActor, fromGlobalId, payload, type Payload } from '#platform';
import { CancelPresentationInput, MovePresentationInput } from './presentation-changes.types.js';
import { PresentationChangesService } from './presentation-changes.service.js';
import { PresentationPayload } from './presentation.inputs.js';
import { PresentationsLoader } from './presentations-loader.js';
import { PresentationType } from './presentation.types.js';

@Resolver(() => PresentationType)
export class PresentationChangesResolver {
  constructor(
    private readonly service: PresentationChangesService,
    private readonly presentations: PresentationsLoader,
  ) {}

  @Mutation(() => PresentationPayload, {
    description: 'Cancels a presentation that nobody has attended and whose roster was not submitted. It stays so.',
  })
  @Allow('presentation:write', 'AGENCY')
  cancelPresentation(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The presentation and the reason.' }) input: CancelPresentationInput,
  ): Promise<Payload<PresentationPayload>> {
    return payload(async () => {
      const presentationId = fromGlobalId('Presentation', input.presentationId, 'input.presentationId');
      await this.service.cancel(actor, { presentationId, reason: input.reason });
      return { presentation: await this.presentations.presentation(actor, presentationId) };
    });
  }

  @Mutation(() => PresentationPayload, { description: 'Moves a presentation that was not held to other days.' })
  @Allow('presentation:write', 'AGENCY')
  movePresentation(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The presentation and its days.' }) input: MovePresentationInput,
  ): Promise<Payload<PresentationPayload>> {
    return payload(async () => {
      const presentationId = fromGlobalId('Presentation', input.presentationId, 'input.presentationId');
      await this.service.move(actor, { ...input, presentationId });
      return { presentation: await this.presentations.presentation(actor, presentationId) };
    });
  }
}
