import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  TenantDb,
  type Actor,
  type Payload,
} from '#platform';
import { PublicationService } from '../publication.service.js';
import { listRubrics, rubricById, rubricVersionSummary, versionsOfRubric } from './rubric.queries.js';
import { rubricVersionType } from './rubric-version-type.js';
import {
  PublishRubricInput,
  Rubric,
  RubricConnection,
  RubricVersion,
  RubricVersionConnection,
  RubricVersionPayload,
} from './rubric.types.js';

@Resolver(() => Rubric)
export class RubricResolver {
  constructor(
    private readonly db: TenantDb,
    private readonly publication: PublicationService,
  ) {}

  @Query(() => RubricConnection, {
    description: 'Rubrics of the agency, newest first. A trainee sees those with a published version.',
  })
  @Allow('curriculum:read')
  async rubrics(@CurrentActor() actor: Actor, @Args() page: PageArgs) {
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const reach = actor.reach('curriculum:read');
    const rows = await this.db.read(actor, (tx) => listRubrics(tx, reach, { limit: rowsToFetch(page), before }));
    return connectionFrom(
      rows,
      page,
      (row) => [row.id],
      (row): Rubric => row,
    );
  }

  @Mutation(() => RubricVersionPayload, {
    description:
      'Publishes a rubric version, so that sessions can be graded by it. From then on it never changes. Refused while it has `problems`.',
  })
  @Allow('curriculum:write', 'AGENCY')
  publishRubric(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which one.' }) input: PublishRubricInput,
  ): Promise<Payload<RubricVersionPayload>> {
    return payload(async () => {
      const id = fromGlobalId('RubricVersion', input.rubricVersionId, 'input.rubricVersionId');
      await this.publication.publishRubric(actor, id);
      return { rubricVersion: await this.loadVersion(actor, id) };
    });
  }

  @ResolveField(() => RubricVersionConnection, { description: 'Its versions, newest first.' })
  async versions(@CurrentActor() actor: Actor, @Parent() rubric: Rubric, @Args() page: PageArgs) {
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const reach = actor.reach('curriculum:read');
    const rows = await this.db.read(actor, (tx) =>
      versionsOfRubric(tx, reach, rubric.id, { limit: rowsToFetch(page), before }),
    );
    return connectionFrom(rows, page, (row) => [row.id], rubricVersionType);
  }

  @LoadsNode('Rubric')
  loadRubric(actor: Actor, uuid: string): Promise<Rubric | null> {
    return this.db.read(actor, (tx) => rubricById(tx, actor.reach('curriculum:read'), uuid));
  }

  @LoadsNode('RubricVersion')
  async loadVersion(actor: Actor, uuid: string): Promise<RubricVersion | null> {
    const row = await this.db.read(actor, (tx) => rubricVersionSummary(tx, actor.reach('curriculum:read'), uuid));
    return row ? rubricVersionType(row) : null;
  }
}
