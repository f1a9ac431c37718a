import { memberTyped, membersByIds, type MemberType } from '#agencies';
import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor } from '#platform';
import { loadersByActor } from './loaders-by-actor.js';

/** The members that a list names, in one query; null for those the actor may not see. */
@Injectable()
export class MembersLoader {
  private readonly loaders = loadersByActor<string, MemberType>(
    async (actor, ids) => {
      const members = await this.db.read(actor, (tx) => membersByIds(tx, actor.reach('member:read'), ids));
      return new Map(members.map((member) => [member.id, memberTyped(member)]));
    },
    (id) => id,
  );

  constructor(private readonly db: TenantDb) {}

  member(actor: Actor, id: string): Promise<MemberType | null> {
    return this.loaders(actor).load(id);
  }
}
