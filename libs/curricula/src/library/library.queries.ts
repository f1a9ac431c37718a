import type { TenantTx } from '#platform';
import type { PackKind } from './library-pack.entity.js';

export interface PackSummary {
  kind: PackKind;
  code: string;
  version: string;
  title: string;
  digest: string;
  publishedAt: Date;
}

export interface PackContent extends PackSummary {
  body: object;
}

const COLUMNS = 'kind, code, version, title, digest, published_at as "publishedAt"';

/** Packs of the library by kind, code and version. @param after only packs after this key */
export function listPacks(
  tx: TenantTx,
  page: { limit: number; after: readonly [string, string, string] | null; kind: PackKind | null },
): Promise<PackSummary[]> {
  const [kind, code, version] = page.after ?? [null, null, null];
  return tx.query<PackSummary>(
    `select ${COLUMNS} from library.packs
     where ($1::text is null or (kind, code, version) > ($1, $2, $3)) and ($4::text is null or kind = $4)
     order by kind, code, version limit $5`,
    [kind, code, version, page.kind, page.limit],
  );
}

export async function packContent(
  tx: TenantTx,
  pack: { kind: PackKind; code: string; version: string },
): Promise<PackContent | null> {
  const [row] = await tx.query<PackContent>(
    `select ${COLUMNS}, body from library.packs where kind = $1 and code = $2 and version = $3`,
    [pack.kind, pack.code, pack.version],
  );
  return row ?? null;
}
