import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  AccessLog,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  payload,
  rowsToFetch,
  toGlobalId,
  type Actor,
  type Page,
  type Payload,
} from '#platform';
import { ConsequenceService } from './consequence.service.js';
import {
  ConsequenceConnection,
  ConsequencePayload,
  ConsequencesArgs,
  ConsequenceType,
  EndConsequenceInput,
  RecordConsequenceInput,
} from './consequence.types.js';
import type { ConsequenceRow } from './consequences.queries.js';

const typed = (row: ConsequenceRow): ConsequenceType => ({ ...row, memberId: toGlobalId('Member', row.memberId) });

@Resolver(() => ConsequenceType)
export class ConsequenceResolver {
  constructor(
    private readonly service: ConsequenceService,
    private readonly accessLog: AccessLog,
  ) {}

  @Query(() => ConsequenceConnection, {
    description:
      'What authorities did about missed windows of the members whom the caller may see, also what has ended, in the order recorded. A trainee sees only their own.',
  })
  @Allow('compliance:read')
  async consequences(@CurrentActor() actor: Actor, @Args() args: ConsequencesArgs): Promise<Page<ConsequenceType>> {
    const memberId = args.memberId == null ? null : fromGlobalId('Member', args.memberId, 'memberId');
    const after = (decodeCursor(args.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.service.consequences(actor, { memberId, after, limit: rowsToFetch(args) });
    const memberIds = rows.slice(0, args.first).map((row) => row.memberId);
    this.accessLog.viewed(actor, { what: 'COMPLIANCE', memberIds, onList: memberId === null });
    return connectionFrom(rows, args, (row) => [row.id], typed);
  }

  @Mutation(() => ConsequencePayload, {
    description:
      'Records for good what an authority did about a window that a member missed: they are LAPSED from its first day until it is ended, and the window is settled. Nobody records their own.',
  })
  @Allow('compliance:write', 'AGENCY')
  recordConsequence(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Who missed what, and what follows from when.' }) input: RecordConsequenceInput,
  ): Promise<Payload<ConsequencePayload>> {
    return payload(async () => {
      const { consequenceId } = await this.service.record(actor, {
        ...input,
        memberId: fromGlobalId('Member', input.memberId, 'input.memberId'),
        code: input.code ?? null,
      });
      return { consequence: await this.load(actor, consequenceId) };
    });
  }

  @Mutation(() => ConsequencePayload, {
    description:
      'Records that a consequence was lifted: the member is reinstated. Safe to repeat. Nobody ends their own.',
  })
  @Allow('compliance:write', 'AGENCY')
  endConsequence(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which ends, when and why.' }) input: EndConsequenceInput,
  ): Promise<Payload<ConsequencePayload>> {
    return payload(async () => {
      const consequenceId = fromGlobalId('Consequence', input.consequenceId, 'input.consequenceId');
      await this.service.end(actor, { ...input, consequenceId });
      return { consequence: await this.load(actor, consequenceId) };
    });
  }

  @LoadsNode('Consequence')
  async load(actor: Actor, id: string): Promise<ConsequenceType | null> {
    const row = await this.service.consequence(actor, id);
    if (row) this.accessLog.viewed(actor, { what: 'COMPLIANCE', memberIds: [row.memberId], onList: false });
    return row && typed(row);
  }
}
