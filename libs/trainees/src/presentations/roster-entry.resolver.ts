import { MemberType } from '#agencies';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Actor, CurrentActor, fromGlobalId, LoadsNode, toGlobalId } from '#platform';
import { MembersLoader } from '../members-loader.js';
import { RosterEntryType } from './presentation.types.js';
import type { RosterEntryEntity } from './roster-entry.entity.js';
import { RosterService } from './roster.service.js';

export const rosterEntryTyped = ({
  id,
  presentationId,
  traineeId,
  removedAt,
  createdAt,
}: RosterEntryEntity): RosterEntryType => ({
  id,
  presentationId: toGlobalId('Presentation', presentationId),
  traineeId: toGlobalId('Member', traineeId),
  removedAt,
  createdAt,
});

@Resolver(() => RosterEntryType)
export class RosterEntryResolver {
  constructor(
    private readonly service: RosterService,
    private readonly members: MembersLoader,
  ) {}

  @ResolveField(() => MemberType, {
    nullable: true,
    description: 'The member on the roster; null for one whom the caller may not see.',
  })
  trainee(@CurrentActor() actor: Actor, @Parent() entry: RosterEntryType): Promise<MemberType | null> {
    return this.members.member(actor, fromGlobalId('Member', entry.traineeId, 'traineeId'));
  }

  @LoadsNode('RosterEntry')
  async load(actor: Actor, id: string): Promise<RosterEntryType | null> {
    const entry = await this.service.entry(actor, id);
    return entry ? rosterEntryTyped(entry) : null;
  }
}
