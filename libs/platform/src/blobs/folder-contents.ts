import { createHash } from 'node:crypto';
import { mkdir, open, opendir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { v7 as uuidv7 } from 'uuid';
import { ParleyError } from '../errors/errors.js';
import { BlobContents, type Content, type Digest, type KeptContent } from './blob-contents.js';

const DIGEST = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Beside the shards, on the same file system, so that a rename is one step. */
const UNFINISHED = 'unfinished';

/**
 * Contents as files, `<folder>/<agency>/<first two of the digest>/<digest>`. Content is written beside its place, brought to the disk and
 * renamed: whoever is killed in between leaves an unfinished file that nobody reads, and never half a blob.
 */
export class FolderContents extends BlobContents {
  private readonly folder: string;

  constructor(folder: string) {
    super();
    this.folder = resolve(folder);
  }

  async keep(agencyId: string, content: Content): Promise<KeptContent> {
    const unfinished = join(this.agencyFolder(agencyId), UNFINISHED, uuidv7());
    await mkdir(dirname(unfinished), { recursive: true, mode: 0o700 });
    try {
      const kept = await writeThrough(unfinished, content);
      const path = this.pathOf(agencyId, kept.digest);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Over one that is there: the same bytes, and new again to whoever removes what is old.
      await rename(unfinished, path);
      await bringFolderToDisk(dirname(path));
      return kept;
    } catch (error) {
      await unlink(unfinished).catch(() => undefined);
      throw error;
    }
  }

  async has(agencyId: string, digest: Digest): Promise<boolean> {
    return (await ageOf(this.pathOf(agencyId, digest))) !== null;
  }

  async read(agencyId: string, digest: Digest): Promise<Readable> {
    try {
      const file = await open(this.pathOf(agencyId, digest), 'r');
      return file.createReadStream();
    } catch (error) {
      if (!isMissing(error)) throw error;
      throw new ParleyError('UNAVAILABLE', 'the content of this file is not where it was kept');
    }
  }

  async *olderThan(agencyId: string, ageMs: number): AsyncGenerator<Digest> {
    const folder = this.agencyFolder(agencyId);
    for await (const shard of namesIn(folder)) {
      for await (const name of namesIn(join(folder, shard))) {
        const path = join(folder, shard, name);
        const age = await ageOf(path);
        if (age === null || age < ageMs) continue;
        if (shard === UNFINISHED) await unlink(path).catch(ignoreMissing);
        else if (DIGEST.test(name)) yield name;
      }
    }
  }

  async remove(agencyId: string, digest: Digest, ageMs: number): Promise<void> {
    const path = this.pathOf(agencyId, digest);
    const age = await ageOf(path);
    if (age !== null && age >= ageMs) await unlink(path).catch(ignoreMissing);
  }

  private agencyFolder(agencyId: string): string {
    if (!UUID.test(agencyId)) throw new Error('an agency id must be a lower-case UUID');
    return join(this.folder, agencyId);
  }

  private pathOf(agencyId: string, digest: Digest): string {
    if (!DIGEST.test(digest)) throw new Error('a digest must be 64 characters of lower-case hex');
    return join(this.agencyFolder(agencyId), digest.slice(0, 2), digest);
  }
}

/** Writes content to a new file and to the disk below it. */
async function writeThrough(path: string, content: Content): Promise<KeptContent> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    const target: Writable = file.createWriteStream({ flush: true });
    const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
    await pipeline(
      source,
      async function* (chunks: AsyncIterable<Buffer | string>) {
        for await (const chunk of chunks) {
          const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
          hash.update(piece);
          bytes += piece.length;
          yield piece;
        }
      },
      target,
    );
  } finally {
    await file.close().catch(() => undefined);
  }
  return { digest: hash.digest('hex'), bytes };
}

/** Else a power cut could take the name of a file whose bytes are there. */
async function bringFolderToDisk(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Milliseconds since it was written; null where there is no such file. */
async function ageOf(path: string): Promise<number | null> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (error) {
    ignoreMissing(error);
    return null;
  }
}

async function* namesIn(path: string): AsyncGenerator<string> {
  try {
    for await (const { name } of await opendir(path)) yield name;
  } catch (error) {
    ignoreMissing(error);
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
