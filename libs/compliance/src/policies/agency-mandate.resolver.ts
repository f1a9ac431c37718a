import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
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
  type Actor,
  type Page,
  type Payload,
} from '#platform';
import {
  AgencyMandateConnection,
  AgencyMandatePayload,
  AgencyMandateType,
  PublishMandateInput,
  SaveMandateDraftInput,
} from './agency-mandate.types.js';
import { agencyMandateById, listAgencyMandates, type AgencyMandate } from './agency-mandates.queries.js';
import { readOwnMandate } from './own-mandate.js';
import { PolicyEditorService } from './policy-editor.service.js';

const typed = ({ body, ...row }: AgencyMandate): AgencyMandateType => ({
  ...row,
  title: body.title,
  body: canonicalJson(body),
});

@Resolver(() => AgencyMandateType)
export class AgencyMandateResolver {
  constructor(
    private readonly db: TenantDb,
    private readonly editor: PolicyEditorService,
  ) {}

  @Query(() => AgencyMandateConnection, {
    description: 'The mandates that the agency wrote itself, each draft and each published version, newest first.',
  })
  @Allow('compliance:read', 'UNIT')
  async agencyMandates(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<AgencyMandateType>> {
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const reach = actor.reach('compliance:read');
    const rows = await this.db.read(actor, (tx) => listAgencyMandates(tx, reach, { before, limit: rowsToFetch(page) }));
    return connectionFrom(rows, page, (row) => [row.id], typed);
  }

  @Query(() => AgencyMandateType, {
    nullable: true,
    description: 'One version of a mandate that the agency wrote itself; null where there is none.',
  })
  @Allow('compliance:read', 'UNIT')
  agencyMandate(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Global id of a version.' }) id: string,
  ): Promise<AgencyMandateType | null> {
    return this.load(actor, fromGlobalId('AgencyMandate', id, 'id'));
  }

  @Mutation(() => AgencyMandatePayload, {
    description:
      'Writes the draft of a mandate of the agency’s own. Each problem of the body is a user error that names its place.',
  })
  @Allow('compliance:write', 'AGENCY')
  async saveMandateDraft(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which mandate, and what it shall say.' }) input: SaveMandateDraftInput,
  ): Promise<Payload<AgencyMandatePayload>> {
    const written = readOwnMandate(input.code, input.body);
    if ('problems' in written) return { userErrors: written.problems };
    return payload(async () => {
      const { expectedDigest, idempotencyKey } = input;
      const { id } = await this.editor.save(actor, { written, expectedDigest: expectedDigest ?? null, idempotencyKey });
      return { agencyMandate: await this.load(actor, id) };
    });
  }

  @Mutation(() => AgencyMandatePayload, {
    description: 'Publishes a draft, so that `adoptMandate` can put it in force. From then on it never changes.',
  })
  @Allow('compliance:write', 'AGENCY')
  publishMandate(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which one.' }) input: PublishMandateInput,
  ): Promise<Payload<AgencyMandatePayload>> {
    return payload(async () => {
      const id = fromGlobalId('AgencyMandate', input.agencyMandateId, 'input.agencyMandateId');
      await this.editor.publish(actor, { id, expectedDigest: input.expectedDigest });
      return { agencyMandate: await this.load(actor, id) };
    });
  }

  @LoadsNode('AgencyMandate')
  async load(actor: Actor, uuid: string): Promise<AgencyMandateType | null> {
    const row = await this.db.read(actor, (tx) => agencyMandateById(tx, actor.reach('compliance:read'), uuid));
    return row && typed(row);
  }
}
