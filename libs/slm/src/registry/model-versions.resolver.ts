import { Args, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  LoadsNode,
  PageArgs,
  rowsToFetch,
  TenantDb,
  type Page,
} from '#platform';
import { ModelVersion, ModelVersionConnection } from './model-version.types.js';
import {
  agencyVersionById,
  agencyVersionsAfter,
  givenJudge,
  type AgencyModelVersion,
} from './model-versions.queries.js';

@Resolver(() => ModelVersion)
export class ModelVersionsResolver {
  constructor(private readonly db: TenantDb) {}

  @Query(() => ModelVersionConnection, {
    description:
      'The language models that the agency was given to play its civilians, those it no longer begins sessions with too.',
  })
  @Allow('model:read', 'AGENCY')
  async modelVersions(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<ModelVersion>> {
    const [afterId] = decodeCursor(page.after, ['uuid']) ?? [null];
    const rows = await this.db.read(actor, (tx) =>
      agencyVersionsAfter(tx, afterId as string | null, rowsToFetch(page)),
    );
    return connectionFrom(rows, page, (row) => [row.id], typed);
  }

  @Query(() => ModelVersion, {
    nullable: true,
    description: 'The language model that judges the agency’s sessions; null where it has none.',
  })
  @Allow('model:read', 'AGENCY')
  async judgeModel(@CurrentActor() actor: Actor): Promise<ModelVersion | null> {
    const found = await this.db.read(actor, givenJudge);
    return found && typed(found);
  }

  @LoadsNode('ModelVersion')
  async load(actor: Actor, id: string): Promise<ModelVersion | null> {
    const found = await this.db.read(actor, (tx) => agencyVersionById(tx, id));
    return found && typed(found);
  }
}

const typed = (row: AgencyModelVersion): ModelVersion => ({
  ...row,
  digests: {
    weights: row.weightsDigest,
    adapter: row.adapterDigest,
    tokenizer: row.tokenizerDigest,
    template: row.templateDigest,
    all: row.digest,
  },
});
