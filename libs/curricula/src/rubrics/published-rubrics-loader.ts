import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor } from '#platform';
import DataLoader from 'dataloader';
import type { PublishedRubric } from './published-rubric.js';
import { publishedRubrics } from './rubric-editor.queries.js';

/** What is published of the rubrics of a page of drafts, in one query. */
@Injectable()
export class PublishedRubricsLoader {
  private readonly loaders = new WeakMap<Actor, DataLoader<string, PublishedRubric[]>>();

  constructor(private readonly db: TenantDb) {}

  of(actor: Actor, rubricId: string): Promise<PublishedRubric[]> {
    let loader = this.loaders.get(actor);
    if (!loader) {
      // Without a cache: each field of a mutation sees what the one before it wrote.
      loader = new DataLoader((ids: readonly string[]) => this.read(actor, ids), { cache: false });
      this.loaders.set(actor, loader);
    }
    return loader.load(rubricId);
  }

  private async read(actor: Actor, rubricIds: readonly string[]): Promise<PublishedRubric[][]> {
    const rows = await this.db.read(actor, (tx) => publishedRubrics(tx, rubricIds));
    return rubricIds.map((id) => rows.filter(({ rubricId }) => rubricId === id));
  }
}
