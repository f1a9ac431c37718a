import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Allow,
  Cost,
  CurrentActor,
  fromGlobalId,
  parseGlobalId,
  payload,
  toGlobalId,
  type Actor,
  type Payload,
} from '#platform';
import { PublishedRubricsLoader } from './published-rubrics-loader.js';
import { publishingProblems, type RubricProblem } from './publishing-problems.js';
import { RubricProblemType } from './rubric-content.types.js';
import { RubricEditorService } from './rubric-editor.service.js';
import {
  CreateRubricDraftInput,
  CreateRubricInput,
  CreateRubricPayload,
  DiscardRubricDraftInput,
  DiscardRubricDraftPayload,
  SaveRubricDraftInput,
} from './rubric-editor.types.js';
import { RubricResolver } from './rubric.resolver.js';
import { RubricVersion, RubricVersionPayload } from './rubric.types.js';

const INPUT = { description: 'What to do, and with what.' };

@Resolver(() => RubricVersion)
export class RubricEditorResolver {
  constructor(
    private readonly editor: RubricEditorService,
    private readonly published: PublishedRubricsLoader,
    private readonly rubrics: RubricResolver,
  ) {}

  @Mutation(() => CreateRubricPayload, { description: 'Makes a rubric of the agency’s own, without a version yet.' })
  @Allow('curriculum:write', 'AGENCY')
  createRubric(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: CreateRubricInput,
  ): Promise<Payload<CreateRubricPayload>> {
    return payload(async () => {
      const { rubricId } = await this.editor.create(actor, input);
      return { rubric: await this.rubrics.loadRubric(actor, rubricId) };
    });
  }

  @Mutation(() => RubricVersionPayload, {
    description: 'Makes a draft of one of the agency’s own rubrics, empty or with the content of another version.',
  })
  @Allow('curriculum:write', 'AGENCY')
  createRubricDraft(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: CreateRubricDraftInput,
  ): Promise<Payload<RubricVersionPayload>> {
    return payload(async () => {
      const { fromVersionId } = input;
      const { versionId } = await this.editor.createDraft(actor, {
        ...input,
        rubricId: fromGlobalId('Rubric', input.rubricId, 'input.rubricId'),
        fromVersionId:
          fromVersionId == null ? null : fromGlobalId('RubricVersion', fromVersionId, 'input.fromVersionId'),
      });
      return { rubricVersion: await this.rubrics.loadVersion(actor, versionId) };
    });
  }

  @Mutation(() => RubricVersionPayload, {
    description:
      'Puts other content in the place of a draft’s. It may be incomplete: `problems` says what keeps it from being published.',
  })
  @Allow('curriculum:write', 'AGENCY')
  saveRubricDraft(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: SaveRubricDraftInput,
  ): Promise<Payload<RubricVersionPayload>> {
    return payload(async () => {
      const versionId = fromGlobalId('RubricVersion', input.rubricVersionId, 'input.rubricVersionId');
      await this.editor.save(actor, { versionId, expectedDigest: input.expectedDigest, content: input.content });
      return { rubricVersion: await this.rubrics.loadVersion(actor, versionId) };
    });
  }

  @Mutation(() => DiscardRubricDraftPayload, {
    description: 'Removes a draft, also one that was adopted. What is published is never removed.',
  })
  @Allow('curriculum:write', 'AGENCY')
  discardRubricDraft(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: DiscardRubricDraftInput,
  ): Promise<Payload<DiscardRubricDraftPayload>> {
    return payload(async () => {
      const { expectedDigest, idempotencyKey } = input;
      const id = fromGlobalId('RubricVersion', input.rubricVersionId, 'input.rubricVersionId');
      const { versionId } = await this.editor.discard(actor, { versionId: id, expectedDigest, idempotencyKey });
      return { discardedId: toGlobalId('RubricVersion', versionId) };
    });
  }

  @ResolveField(() => [RubricProblemType], {
    description: 'What keeps a draft from being published; empty for what is published or could be.',
  })
  @Cost(10)
  async problems(@CurrentActor() actor: Actor, @Parent() version: RubricVersion): Promise<RubricProblem[]> {
    if (version.state === 'PUBLISHED') return [];
    const published = await this.published.of(actor, parseGlobalId(version.rubricId)!.uuid);
    return publishingProblems(JSON.parse(version.content) as object, published);
  }
}
