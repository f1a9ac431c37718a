import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Allow,
  canonicalJson,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  TenantDb,
  toGlobalId,
  type Actor,
  type Payload,
} from '#platform';
import { PublicationService } from '../publication.service.js';
import {
  listScenarios,
  scenarioById,
  scenarioVersionBody,
  scenarioVersionSummary,
  versionsOfScenario,
  type ScenarioVersionSummary,
} from './scenario.queries.js';
import {
  PublishScenarioInput,
  Scenario,
  ScenarioConnection,
  ScenarioVersion,
  ScenarioVersionConnection,
  ScenarioVersionPayload,
} from './scenario.types.js';

@Resolver(() => Scenario)
export class ScenarioResolver {
  constructor(
    private readonly db: TenantDb,
    private readonly publication: PublicationService,
  ) {}

  @Query(() => ScenarioConnection, {
    description: 'Scenarios of the agency, newest first. A trainee sees those with a published version.',
  })
  @Allow('curriculum:read')
  async scenarios(@CurrentActor() actor: Actor, @Args() page: PageArgs) {
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const reach = actor.reach('curriculum:read');
    const rows = await this.db.read(actor, (tx) => listScenarios(tx, reach, { limit: rowsToFetch(page), before }));
    return connectionFrom(
      rows,
      page,
      (row) => [row.id],
      (row): Scenario => row,
    );
  }

  @Mutation(() => ScenarioVersionPayload, {
    description: 'Publishes a scenario version, so that it can be assigned. From then on it never changes.',
  })
  @Allow('curriculum:write', 'AGENCY')
  publishScenario(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which one.' }) input: PublishScenarioInput,
  ): Promise<Payload<ScenarioVersionPayload>> {
    return payload(async () => {
      const id = fromGlobalId('ScenarioVersion', input.scenarioVersionId, 'input.scenarioVersionId');
      await this.publication.publishScenario(actor, id);
      return { scenarioVersion: await this.loadVersion(actor, id) };
    });
  }

  @ResolveField(() => ScenarioVersionConnection, { description: 'Its versions, newest first.' })
  async versions(@CurrentActor() actor: Actor, @Parent() scenario: Scenario, @Args() page: PageArgs) {
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const reach = actor.reach('curriculum:read');
    const rows = await this.db.read(actor, (tx) =>
      versionsOfScenario(tx, reach, scenario.id, { limit: rowsToFetch(page), before }),
    );
    return connectionFrom(rows, page, (row) => [row.id], scenarioVersionType);
  }

  @LoadsNode('Scenario')
  loadScenario(actor: Actor, uuid: string): Promise<Scenario | null> {
    return this.db.read(actor, (tx) => scenarioById(tx, actor.reach('curriculum:read'), uuid));
  }

  @LoadsNode('ScenarioVersion')
  async loadVersion(actor: Actor, uuid: string): Promise<ScenarioVersion | null> {
    const row = await this.db.read(actor, (tx) => scenarioVersionSummary(tx, actor.reach('curriculum:read'), uuid));
    return row ? scenarioVersionType(row) : null;
  }
}

@Resolver(() => ScenarioVersion)
export class ScenarioVersionResolver {
  constructor(private readonly db: TenantDb) {}

  @ResolveField(() => String, {
    nullable: true,
    description: 'The whole content as canonical JSON, script and rated responses included. Always null for a trainee.',
  })
  async content(@CurrentActor() actor: Actor, @Parent() version: ScenarioVersion): Promise<string | null> {
    const reach = actor.reach('curriculum:read');
    const body = await this.db.read(actor, (tx) => scenarioVersionBody(tx, reach, version.id));
    return body && canonicalJson(body);
  }
}

export const scenarioVersionType = (row: ScenarioVersionSummary): ScenarioVersion => ({
  ...row,
  scenarioId: toGlobalId('Scenario', row.scenarioId),
  importId: row.importId && toGlobalId('ContentImport', row.importId),
});
