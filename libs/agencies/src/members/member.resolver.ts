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
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import { ExternalIdInput } from '../external-ids/external-id.types.js';
import { CreateMemberInput, SetMemberFactInput, SetMemberRolesInput, UpdateMemberInput } from './member.inputs.js';
import { MemberConnection, MemberPayload, MemberType } from './member.types.js';
import type { Member } from './members.queries.js';
import { MembersService } from './members.service.js';

/** A member as GraphQL shows one. */
export const memberTyped = (member: Member): MemberType => ({
  ...member,
  orgUnitId: member.orgUnitId === null ? null : toGlobalId('OrgUnit', member.orgUnitId),
});

const memberIdOf = (input: { memberId: string }): string => fromGlobalId('Member', input.memberId, 'input.memberId');
const orgUnitIdOf = (id: string | null | undefined): string | null | undefined =>
  id == null ? id : fromGlobalId('OrgUnit', id, 'input.orgUnitId');

@Resolver(() => MemberType)
export class MemberResolver {
  constructor(private readonly service: MembersService) {}

  @Query(() => MemberConnection, {
    description: 'The members that the caller may see, by family and given name. A trainee sees only themself.',
  })
  @Allow('member:read')
  async members(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<MemberType>> {
    const [familyName, givenName, id] = decodeCursor(page.after, ['text', 'text', 'uuid']) ?? [];
    const position =
      id === undefined ? null : ({ familyName, givenName, id } as Record<'familyName' | 'givenName' | 'id', string>);
    const rows = await this.service.after(actor, position, rowsToFetch(page));
    return connectionFrom(rows, page, (row) => [row.familyName, row.givenName, row.id], memberTyped);
  }

  @Query(() => MemberType, {
    nullable: true,
    description: 'The member that another system calls so; null when there is none that the caller may see.',
  })
  @Allow('member:read')
  async member(
    @CurrentActor() actor: Actor,
    @Args('externalId', { description: 'What another system calls the member.' }) externalId: ExternalIdInput,
  ): Promise<MemberType | null> {
    const member = await this.service.byExternalId(actor, externalId);
    return member ? memberTyped(member) : null;
  }

  @Mutation(() => MemberPayload, { description: 'Creates a member with roles and external ids.' })
  @Allow('member:write', 'AGENCY')
  createMember(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The member to create.' }) input: CreateMemberInput,
  ): Promise<Payload<MemberPayload>> {
    return payload(async () => {
      const { externalIds, unitRoles, ...row } = input;
      const orgUnitId = orgUnitIdOf(input.orgUnitId);
      const id = await this.service.create(actor, {
        ...row,
        orgUnitId,
        externalIds: externalIds ?? [],
        // Absent rather than empty: a request of before there were such roles must stay the same under its key.
        ...(unitRoles?.length ? { unitRoles } : {}),
      });
      return { member: await this.load(actor, id) };
    });
  }

  @Mutation(() => MemberPayload, { description: 'Changes a member. An agency keeps at least one active admin.' })
  @Allow('member:write', 'AGENCY')
  updateMember(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The changes.' }) input: UpdateMemberInput,
  ): Promise<Payload<MemberPayload>> {
    return payload(async () => {
      const id = memberIdOf(input);
      await this.service.update(actor, id, {
        // null means nothing for what may be empty, and no change for what may not.
        givenName: input.givenName ?? undefined,
        familyName: input.familyName ?? undefined,
        state: input.state ?? undefined,
        email: input.email,
        badgeNumber: input.badgeNumber,
        orgUnitId: orgUnitIdOf(input.orgUnitId),
      });
      return { member: await this.load(actor, id) };
    });
  }

  @Mutation(() => MemberPayload, {
    description: 'Gives a member exactly these roles. An agency keeps an active admin.',
  })
  @Allow('member:write', 'AGENCY')
  setMemberRoles(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The member and the roles.' }) input: SetMemberRolesInput,
  ): Promise<Payload<MemberPayload>> {
    return payload(async () => {
      const id = memberIdOf(input);
      await this.service.setRoles(actor, id, { roles: input.roles, unitRoles: input.unitRoles ?? null });
      return { member: await this.load(actor, id) };
    });
  }

  @Mutation(() => MemberPayload, {
    description: 'Makes a fact hold for some days; what held on them before gives way.',
  })
  @Allow('member:write', 'AGENCY')
  setMemberFact(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The fact and its days.' }) input: SetMemberFactInput,
  ): Promise<Payload<MemberPayload>> {
    return payload(async () => {
      const memberId = memberIdOf(input);
      const { fact, validFrom } = input;
      const what = { fact, value: input.value ?? null, alongside: input.alongside ?? false };
      const change = { memberId, ...what, validFrom, validTo: input.validTo ?? null };
      await this.service.setFact(actor, change);
      return { member: await this.load(actor, memberId) };
    });
  }

  @LoadsNode('Member')
  async load(actor: Actor, id: string): Promise<MemberType | null> {
    const member = await this.service.byId(actor, id);
    return member ? memberTyped(member) : null;
  }
}
