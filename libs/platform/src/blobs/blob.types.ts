import { Field, Float, ObjectType } from '@nestjs/graphql';
import { ReadScope } from '../graphql/allow.js';
import { Node } from '../graphql/node.js';
import { toGlobalId } from '../ids/global-id.js';
import type { BlobRow } from './blob.queries.js';

@ObjectType('Blob', {
  implements: () => [Node],
  description: 'A file that was made for the agency: fetch it from `downloadUrl` with the same access token.',
})
@ReadScope('blob:read')
export class BlobType extends Node {
  @Field(() => String, { description: 'What it is saved as.' })
  fileName: string;

  @Field(() => String, { description: 'Its media type, for example `text/csv; charset=utf-8`.' })
  mediaType: string;

  @Field(() => Float, { description: 'Its size in bytes.' })
  bytes: number;

  @Field(() => String, { description: 'SHA-256 of its bytes, 64 characters of lower-case hex.' })
  digest: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Where to GET it, as a path of this API, with the header `Authorization: Bearer` as for every other request; null once it was removed.',
  })
  downloadUrl: string | null;

  @Field(() => Date, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => Date, { nullable: true, description: 'When it will be removed; null where that is not settled.' })
  expiresAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was removed; null while it is kept.' })
  removedAt: Date | null;
}

export const blobTyped = ({ purpose: _, createdBy: __, ...blob }: BlobRow): BlobType => {
  const gone = blob.removedAt ?? (blob.expiresAt && blob.expiresAt.getTime() <= Date.now() ? blob.expiresAt : null);
  return { ...blob, removedAt: gone, downloadUrl: gone ? null : `/files/${toGlobalId('Blob', blob.id)}` };
};
