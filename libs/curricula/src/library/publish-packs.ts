import type { PlainTx } from '#platform';
import type { Pack } from './read-packs.js';

export interface PublishedPacks {
  /** `KIND code version` of what was new. */
  published: string[];
  /** The same for what was there already, with the same content. */
  unchanged: string[];
}

/**
 * Puts packs into the library, all or none. A version that is there already stays as it is.
 * @param tx of the role `librarian`, which alone writes the library
 * @throws Error naming each version that is there with other content: it needs a new version
 */
export async function publishPacks(tx: PlainTx, packs: readonly Pack[]): Promise<PublishedPacks> {
  const result: PublishedPacks = { published: [], unchanged: [] };
  const changed: string[] = [];
  for (const pack of packs) {
    const name = `${pack.kind} ${pack.code} ${pack.version}`;
    const inserted = await tx.query(
      `insert into library.packs (kind, code, version, title, digest, body) values ($1, $2, $3, $4, $5, $6)
       on conflict (kind, code, version) do nothing returning code`,
      [pack.kind, pack.code, pack.version, pack.title, pack.digest, JSON.stringify(pack.body)],
    );
    if (inserted.length > 0) {
      result.published.push(name);
      continue;
    }
    const [there] = await tx.query<{ digest: string }>(
      'select digest from library.packs where kind = $1 and code = $2 and version = $3',
      [pack.kind, pack.code, pack.version],
    );
    if (there?.digest === pack.digest) result.unchanged.push(name);
    else changed.push(name);
  }
  if (changed.length > 0) {
    throw new Error(
      `published with other content already, so each needs a new version: ${changed.join(', ')}. Nothing was published.`,
    );
  }
  return result;
}
