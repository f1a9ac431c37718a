import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  payload,
  rowsToFetch,
  TenantDb,
  type Actor,
  type Payload,
} from '#platform';
import { RubricDiffService } from '../rubrics/rubric-diff.service.js';
import { RubricResolver } from '../rubrics/rubric.resolver.js';
import { ScenarioResolver } from '../scenarios/scenario.resolver.js';
import { AdoptionService } from './adoption.service.js';
import { listNewerPacks, listPacks } from './library.queries.js';
import {
  AdoptPackInput,
  AdoptPackPayload,
  LibraryPack,
  LibraryPackConnection,
  LibraryPacksArgs,
} from './library.types.js';

@Resolver(() => LibraryPack)
export class LibraryResolver {
  constructor(
    private readonly db: TenantDb,
    private readonly adoption: AdoptionService,
    private readonly scenarios: ScenarioResolver,
    private readonly rubrics: RubricResolver,
    private readonly rubricDiffs: RubricDiffService,
  ) {}

  @Query(() => LibraryPackConnection, { description: 'Packs of the library, by kind, code and version.' })
  @Allow('curriculum:read', 'AGENCY')
  async libraryPacks(@CurrentActor() actor: Actor, @Args() page: LibraryPacksArgs) {
    const after = decodeCursor(page.after, ['text', 'text', 'text']) as [string, string, string] | null;
    const list = page.newerThanAdopted ? listNewerPacks : listPacks;
    const rows = await this.db.read(actor, (tx) =>
      list(tx, { limit: rowsToFetch(page), after, kind: page.kind ?? null }),
    );
    return connectionFrom(
      rows,
      page,
      (row) => [row.kind, row.code, row.version],
      (row): LibraryPack => row,
    );
  }

  @Mutation(() => AdoptPackPayload, {
    description: 'Copies a scenario or rubric of the library into the agency, with its digest, as a draft version.',
  })
  @Allow('curriculum:write', 'AGENCY')
  adoptPack(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which pack.' }) input: AdoptPackInput,
  ): Promise<Payload<AdoptPackPayload>> {
    return payload(async () => {
      const { kind, versionId } = await this.adoption.adopt(actor, input);
      return {
        scenarioVersion: kind === 'SCENARIO' ? await this.scenarios.loadVersion(actor, versionId) : null,
        rubricVersion: kind === 'RUBRIC' ? await this.rubrics.loadVersion(actor, versionId) : null,
        rubricDiff: kind === 'RUBRIC' ? await this.rubricDiffs.sincePublished(actor, versionId) : null,
      };
    });
  }
}
