import { memberTyped, membersByIds, type MemberType } from '#agencies';
import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor } from '#platform';
import DataLoader from 'dataloader';

/** The members of a page in one query; null for those the actor may not see. */
@Injectable()
export class MembersLoader {
  private readonly loaders = new WeakMap<Actor, DataLoader<string, MemberType | null>>();

  constructor(private readonly db: TenantDb) {}

  member(actor: Actor, id: string): Promise<MemberType | null> {
    let loader = this.loaders.get(actor);
    if (!loader) {
      loader = new DataLoader((ids: readonly string[]) => this.read(actor, ids), { cache: false });
      this.loaders.set(actor, loader);
    }
    return loader.load(id);
  }

  private async read(actor: Actor, ids: readonly string[]): Promise<(MemberType | null)[]> {
    const rows = await this.db.read(actor, (tx) => membersByIds(tx, actor.reach('member:read'), ids));
    const members = new Map(rows.map((row) => [row.id, memberTyped(row)]));
    return ids.map((id) => members.get(id) ?? null);
  }
}
