import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  PageArgs,
  payload,
  rowsToFetch,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import { differenceTyped } from './review-difference.types.js';
import type { DisagreementRow } from './second-review.queries.js';
import { SecondReviewService, type SampleSettings } from './second-review.service.js';
import {
  ReviewDisagreementConnection,
  ReviewDisagreementType,
  SecondReviewSettingsType,
  SetSecondReviewsInput,
  SetSecondReviewsPayload,
} from './second-review.types.js';

@Resolver(() => ReviewDisagreementType)
export class SecondReviewResolver {
  constructor(private readonly service: SecondReviewService) {}

  @Query(() => ReviewDisagreementConnection, {
    description:
      'Proof sessions that two people reviewed and see differently, the latest first. Who may still review one sees it once it is decided or they have.',
  })
  @Allow('grade:read')
  async reviewDisagreements(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
  ): Promise<Page<ReviewDisagreementType>> {
    const after = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.service.disagreements(actor, { limit: rowsToFetch(page), after });
    return connectionFrom(rows, page, (row) => [row.sessionId], disagreementTyped);
  }

  @Query(() => SecondReviewSettingsType, { description: 'How many proof sessions two people review.' })
  @Allow('review:organise', 'AGENCY')
  async secondReviewSettings(@CurrentActor() actor: Actor): Promise<SecondReviewSettingsType> {
    return settingsTyped(await this.service.settings(actor));
  }

  @Mutation(() => SetSecondReviewsPayload, {
    description: 'Sets how many proof sessions two people review. Which ones nobody can choose.',
  })
  @Allow('review:organise', 'AGENCY')
  setSecondReviews(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The share and its floor.' }) input: SetSecondReviewsInput,
  ): Promise<Payload<SetSecondReviewsPayload>> {
    return payload(async () => {
      const wanted = { secondReviewPercent: input.percent, secondReviewFloor: input.floor };
      return { settings: settingsTyped(await this.service.setSettings(actor, wanted)) };
    });
  }
}

const settingsTyped = ({ secondReviewPercent, secondReviewFloor }: SampleSettings): SecondReviewSettingsType => ({
  percent: secondReviewPercent,
  floor: secondReviewFloor,
});

const disagreementTyped = (row: DisagreementRow): ReviewDisagreementType => ({
  ...row,
  sessionId: toGlobalId('ScenarioSession', row.sessionId),
  traineeId: toGlobalId('Member', row.traineeId),
  firstReviewerId: toGlobalId('Member', row.firstReviewerId),
  secondReviewerId: toGlobalId('Member', row.secondReviewerId),
  difference: differenceTyped(row.difference),
});
