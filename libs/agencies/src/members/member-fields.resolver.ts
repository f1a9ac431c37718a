import { MemberRoleEnum, rolesOf, UnitRoleEnum, type MemberRole, type RoleAssignment } from '#identity';
import { Injectable } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Actor, CurrentActor, LocalDate, TenantDb } from '#platform';
import DataLoader from 'dataloader';
import { externalIdsOf, type ExternalId } from '../external-ids/external-ids.queries.js';
import { ExternalIdType } from '../external-ids/external-id.types.js';
import { factsOf, type MemberFact } from '../facts/facts.queries.js';
import { MemberFactType, MemberType } from './member.types.js';

interface MemberLoaders {
  roles: DataLoader<string, RoleAssignment[]>;
  externalIds: DataLoader<string, ExternalId[]>;
  facts: (on: string | null) => DataLoader<string, MemberFact[]>;
}

/** One query for each kind of detail, however many members an operation selects. The loaders hang off its actor. */
@Injectable()
export class MemberDetailsLoader {
  private readonly loaders = new WeakMap<Actor, MemberLoaders>();

  constructor(private readonly db: TenantDb) {}

  of(actor: Actor): MemberLoaders {
    let loaders = this.loaders.get(actor);
    if (!loaders) this.loaders.set(actor, (loaders = this.make(actor)));
    return loaders;
  }

  private make(actor: Actor): MemberLoaders {
    const batched = <Row>(read: (ids: readonly string[]) => Promise<Map<string, Row[]>>): DataLoader<string, Row[]> =>
      new DataLoader<string, Row[]>(
        async (ids) => {
          const byId = await read(ids);
          return ids.map((id) => byId.get(id) ?? []);
        },
        // The next field of a mutation must see what the one before it changed.
        { cache: false },
      );
    const factsByDay = new Map<string | null, DataLoader<string, MemberFact[]>>();
    return {
      roles: batched((ids) => this.db.read(actor, (tx) => rolesOf(tx, ids))),
      externalIds: batched((ids) => this.db.read(actor, (tx) => externalIdsOf(tx, 'Member', ids))),
      facts: (on) => {
        let loader = factsByDay.get(on);
        if (!loader) {
          loader = batched((ids) => this.db.read(actor, (tx) => factsOf(tx, ids, on)));
          factsByDay.set(on, loader);
        }
        return loader;
      },
    };
  }
}

@Resolver(() => MemberType)
export class MemberFieldsResolver {
  constructor(private readonly details: MemberDetailsLoader) {}

  @ResolveField(() => [MemberRoleEnum], { description: 'The roles of the member.' })
  async roles(@CurrentActor() actor: Actor, @Parent() member: MemberType): Promise<MemberRole[]> {
    return (await this.details.of(actor).roles.load(member.id)).map(({ role }) => role);
  }

  @ResolveField(() => [UnitRoleEnum], {
    description: 'Those of the roles that reach only the member’s org unit and all below it, and not the whole agency.',
  })
  async unitRoles(@CurrentActor() actor: Actor, @Parent() member: MemberType): Promise<MemberRole[]> {
    const assignments = await this.details.of(actor).roles.load(member.id);
    return assignments.filter(({ reach }) => reach === 'UNIT').map(({ role }) => role);
  }

  @ResolveField(() => [ExternalIdType], { description: 'What other systems call the member, by system.' })
  externalIds(@CurrentActor() actor: Actor, @Parent() member: MemberType): Promise<ExternalIdType[]> {
    return this.details.of(actor).externalIds.load(member.id);
  }

  @ResolveField(() => [MemberFactType], { description: 'The dated facts of the member, by fact and first day.' })
  facts(
    @CurrentActor() actor: Actor,
    @Parent() member: MemberType,
    @Args('on', {
      type: () => LocalDate,
      nullable: true,
      description: 'Only the facts that hold on this day; none for all, past and future.',
    })
    on: string | null,
  ): Promise<MemberFactType[]> {
    return this.details
      .of(actor)
      .facts(on ?? null)
      .load(member.id);
  }
}
