import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  type Page,
  type Payload,
} from '#platform';
import { RegradeService } from './regrade.service.js';
import { regradeTyped } from './regrade-typed.js';
import { RegradeConnection, RegradeType, StartRegradeInput, StartRegradePayload } from './regrade.types.js';

@Resolver(() => RegradeType)
export class RegradeResolver {
  constructor(private readonly service: RegradeService) {}

  @Query(() => RegradeConnection, { description: 'The regrades of the agency, newest first.' })
  @Allow('grade:regrade', 'AGENCY')
  async regrades(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<RegradeType>> {
    const [before] = decodeCursor(page.after, ['uuid']) ?? [null];
    const rows = await this.service.list(actor, { before: before as string | null, limit: rowsToFetch(page) });
    return connectionFrom(rows, page, ({ regrade }) => [regrade.id], regradeTyped);
  }

  @Mutation(() => StartRegradePayload, {
    description:
      'Starts to grade proof sessions again. The proposals lie beside the grades; what is signed, and every training record, stays as it is.',
  })
  @Allow('grade:regrade', 'AGENCY')
  startRegrade(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to grade again.' }) input: StartRegradeInput,
  ): Promise<Payload<StartRegradePayload>> {
    return payload(async () => {
      const id = await this.service.start(actor, {
        graderKind: input.graderKind,
        modelVersionId: optionalId('ModelVersion', input.modelVersionId, 'input.modelVersionId'),
        rubricVersionId: optionalId('RubricVersion', input.rubricVersionId, 'input.rubricVersionId'),
        since: input.since ?? null,
        until: input.until ?? null,
        scenarioVersionId: optionalId('ScenarioVersion', input.scenarioVersionId, 'input.scenarioVersionId'),
        orgUnitId: optionalId('OrgUnit', input.orgUnitId, 'input.orgUnitId'),
        onlyDecided: input.onlyDecided ?? false,
        note: input.note ?? null,
        idempotencyKey: input.idempotencyKey,
      });
      return { regrade: await this.load(actor, id) };
    });
  }

  @LoadsNode('Regrade')
  async load(actor: Actor, id: string): Promise<RegradeType | null> {
    const started = await this.service.byId(actor, id);
    return started && regradeTyped(started);
  }
}

const optionalId = (type: string, id: string | null | undefined, field: string): string | null =>
  id == null ? null : fromGlobalId(type, id, field);
