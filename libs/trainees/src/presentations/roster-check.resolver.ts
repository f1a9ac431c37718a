import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
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
import { idPageOf } from '../global-id-arguments.js';
import { PresentationPayload } from './presentation.inputs.js';
import { PresentationsLoader } from './presentations-loader.js';
import { PresentationType } from './presentation.types.js';
import { RosterCheckService } from './roster-check.service.js';
import {
  CorrectRosterEntryInput,
  RosterCorrectionConnection,
  RosterCorrectionType,
  RosterProblemType,
  RosterRequirementsPayload,
  RosterRequirementsType,
  SetRosterRequirementsInput,
} from './roster-check.types.js';
import type { RosterCorrectionEntity } from './roster-correction.entity.js';
import { RosterCorrectionService } from './roster-correction.service.js';

const lineTyped = ({
  traineeId,
  change,
  reason,
  recordedBy,
  recordedAt,
}: RosterCorrectionEntity): RosterCorrectionType => ({
  traineeId: toGlobalId('Member', traineeId),
  change,
  reason,
  recordedById: toGlobalId('Member', recordedBy),
  recordedAt,
});

@Resolver(() => PresentationType)
export class RosterCheckResolver {
  private readonly pages = childPages<RosterCorrectionEntity>(
    (actor, presentationIds, page) => this.corrections.linesOf(actor, presentationIds, page),
    (line) => line.presentationId,
  );

  constructor(
    private readonly checks: RosterCheckService,
    private readonly corrections: RosterCorrectionService,
    private readonly presentations: PresentationsLoader,
  ) {}

  @Query(() => [RosterProblemType], {
    nullable: true,
    description:
      'What is wrong with a roster before it goes to the board; null for a presentation the caller may not see.',
  })
  @Allow('presentation:read', 'AGENCY')
  async rosterProblems(
    @CurrentActor() actor: Actor,
    @Args('presentationId', { type: () => ID, description: 'Global id of the presentation.' }) presentationId: string,
  ): Promise<RosterProblemType[] | null> {
    const found = await this.checks.problems(actor, fromGlobalId('Presentation', presentationId, 'presentationId'));
    return (
      found?.map((one) => ({ ...one, memberId: one.memberId === null ? null : toGlobalId('Member', one.memberId) })) ??
      null
    );
  }

  @Query(() => RosterRequirementsType, { description: 'What the board of the agency asks of a roster.' })
  @Allow('presentation:read', 'AGENCY')
  rosterRequirements(@CurrentActor() actor: Actor): Promise<RosterRequirementsType> {
    return this.checks.requirements(actor);
  }

  @ResolveField(() => RosterCorrectionConnection, {
    description: 'The corrections of its sign-in sheet, as far as the caller may see, oldest first.',
  })
  async rosterCorrections(
    @CurrentActor() actor: Actor,
    @Parent() presentation: PresentationType,
    @Args() page: PageArgs,
  ): Promise<Page<RosterCorrectionType>> {
    const rows = await this.pages(actor, presentation.id, idPageOf(page));
    return connectionFrom(rows, page, (row) => [row.id], lineTyped);
  }

  @Mutation(() => RosterRequirementsPayload, { description: 'Says what the board of the agency asks of a roster.' })
  @Allow('presentation:write', 'AGENCY')
  setRosterRequirements(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What it asks for.' }) input: SetRosterRequirementsInput,
  ): Promise<Payload<RosterRequirementsPayload>> {
    return payload(async () => ({
      rosterRequirements: await this.checks.setRequirements(actor, {
        stateIdSystem: input.stateIdSystem ?? null,
        requestDaysBefore: input.requestDaysBefore ?? null,
      }),
    }));
  }

  @Mutation(() => PresentationPayload, {
    description: 'Corrects a sign-in sheet: what it said stays, and the correction is a new line.',
  })
  @Allow('presentation:write', 'AGENCY')
  correctRosterEntry(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The sheet, the member and the correction.' }) input: CorrectRosterEntryInput,
  ): Promise<Payload<PresentationPayload>> {
    return payload(async () => {
      const presentationId = fromGlobalId('Presentation', input.presentationId, 'input.presentationId');
      const traineeId = fromGlobalId('Member', input.traineeId, 'input.traineeId');
      await this.corrections.correct(actor, { ...input, presentationId, traineeId });
      return { presentation: await this.presentations.presentation(actor, presentationId) };
    });
  }
}
