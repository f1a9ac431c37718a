import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  payload,
  rowsToFetch,
  type Page,
  type Payload,
} from '#platform';
import { appealLimitTyped, appealTyped } from './appeal-typed.js';
import { AppealGradeInput, SetAppealLimitInput, WithdrawAppealInput } from './appeal.inputs.js';
import { AppealService } from './appeal.service.js';
import {
  AppealConnection,
  AppealLimitType,
  AppealPayload,
  AppealsArgs,
  AppealType,
  SetAppealLimitPayload,
} from './appeal.types.js';

@Resolver(() => AppealType)
export class AppealResolver {
  constructor(private readonly service: AppealService) {}

  @Query(() => AppealConnection, {
    description: 'Appeals that the caller may see, in the order in which they were filed.',
  })
  @Allow('appeal:read')
  async appeals(@CurrentActor() actor: Actor, @Args() page: AppealsArgs): Promise<Page<AppealType>> {
    const after = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.service.appeals(actor, { limit: rowsToFetch(page), after, state: page.state ?? null });
    return connectionFrom(rows, page, (row) => [row.id], appealTyped);
  }

  @Query(() => AppealType, {
    nullable: true,
    description: 'An appeal; null when there is none with this id that the caller may see.',
  })
  @Allow('appeal:read')
  appeal(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Global id of an appeal.' }) id: string,
  ): Promise<AppealType | null> {
    return this.load(actor, fromGlobalId('Appeal', id, 'id'));
  }

  @Query(() => AppealLimitType, { description: 'Within how many days trainees of the agency may appeal.' })
  @Allow('appeal:read')
  async appealLimit(@CurrentActor() actor: Actor): Promise<AppealLimitType> {
    return appealLimitTyped(await this.service.limit(actor));
  }

  @Mutation(() => AppealPayload, {
    description:
      'Appeals against the official grade of a proof session of the caller’s own, passed or not: once, within the agency’s days, to somebody who had no say in it. Nobody comes off worse for it.',
  })
  @Allow('appeal:file')
  appealGrade(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What is disputed, and why.' }) input: AppealGradeInput,
  ): Promise<Payload<AppealPayload>> {
    return payload(async () => {
      const { appealId } = await this.service.file(actor, {
        ...input,
        sessionId: fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId'),
        points: input.points.map(({ about, code, words }) => ({ about, code: code ?? null, words })),
      });
      return { appeal: await this.load(actor, appealId) };
    });
  }

  @Mutation(() => AppealPayload, {
    description:
      'Takes an open appeal of the caller’s own back. The grade stands, and cannot be appealed against again.',
  })
  @Allow('appeal:file')
  withdrawAppeal(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which appeal.' }) input: WithdrawAppealInput,
  ): Promise<Payload<AppealPayload>> {
    return payload(async () => {
      const { appealId } = await this.service.withdraw(actor, fromGlobalId('Appeal', input.appealId, 'input.appealId'));
      return { appeal: await this.load(actor, appealId) };
    });
  }

  @Mutation(() => SetAppealLimitPayload, {
    description: 'Sets within how many days decisions made from now on may be appealed against.',
  })
  @Allow('appeal:limit', 'AGENCY')
  setAppealLimit(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The days.' }) input: SetAppealLimitInput,
  ): Promise<Payload<SetAppealLimitPayload>> {
    return payload(async () => {
      await this.service.setLimit(actor, { ...input });
      return { appealLimit: appealLimitTyped(await this.service.limit(actor)) };
    });
  }

  @LoadsNode('Appeal')
  async load(actor: Actor, id: string): Promise<AppealType | null> {
    const row = await this.service.byId(actor, id);
    return row && appealTyped(row);
  }
}
