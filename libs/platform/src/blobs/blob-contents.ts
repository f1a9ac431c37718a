import type { Readable } from 'node:stream';

/** What content is called by: the SHA-256 of its bytes, 64 characters of lower-case hex. */
export type Digest = string;

/** Content that is safely kept, whatever happens to this process. */
export interface KeptContent {
  digest: Digest;
  bytes: number;
}

export type Content = Buffer | Readable;

/**
 * Where the bytes of blobs are, apart from the database, each agency's by themselves. It knows nothing of rows: what it keeps and no row
 * names is garbage. A store of another kind, such as S3, is another class of this one.
 */
export abstract class BlobContents {
  /** Keeps content, in bounded memory, and lets it count as new if it was there before. After it is told, a crash does not lose it. */
  abstract keep(agencyId: string, content: Content): Promise<KeptContent>;
  /** Whether the content is here. */
  abstract has(agencyId: string, digest: Digest): Promise<boolean>;
  /** The bytes as they were kept, unchecked. @throws ParleyError UNAVAILABLE where they are not */
  abstract read(agencyId: string, digest: Digest): Promise<Readable>;
  /** What was kept, or kept again, longer ago than this many milliseconds; what was begun and never finished since then is removed. */
  abstract olderThan(agencyId: string, ageMs: number): AsyncGenerator<Digest>;
  /** Removes content unless it was kept within these milliseconds. Removing what is not there is no fault. */
  abstract remove(agencyId: string, digest: Digest, ageMs: number): Promise<void>;
}

/** Injection token of the `BlobContents` of this process; null where it was given none. */
export const BLOB_CONTENTS = Symbol('blob contents');
