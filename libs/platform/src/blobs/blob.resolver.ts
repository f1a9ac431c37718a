import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor/actor.js';
import { TenantDb } from '../database/tenant-db.js';
import { LoadsNode } from '../graphql/node.js';
import { blobsByIds } from './blob.queries.js';
import { blobTyped, type BlobType } from './blob.types.js';

/** Files by their ids; lists of them are of whoever made them. */
@Injectable()
export class BlobResolver {
  constructor(private readonly db: TenantDb) {}

  @LoadsNode('Blob')
  async load(actor: Actor, id: string): Promise<BlobType | null> {
    const reach = actor.reach('blob:read');
    const [blob] = await this.db.read(actor, (tx) => blobsByIds(tx, reach, [id]));
    return blob ? blobTyped(blob) : null;
  }
}
