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

/** The three numbers of a version, which compare as versions do; null for a version that is not written so. */
const numbersOf = (version: string): string =>
  `case when ${version} ~ '^\\d{1,9}[.]\\d{1,9}[.]\\d{1,9}$' then string_to_array(${version}, '.')::int[] end`;

/** Scenario and rubric packs with a higher version than any that the agency adopted of their code, in the order of `listPacks`. */
export function listNewerPacks(
  tx: TenantTx,
  page: { limit: number; after: readonly [string, string, string] | null; kind: PackKind | null },
): Promise<PackSummary[]> {
  const [kind, code, version] = page.after ?? [null, null, null];
  return tx.query<PackSummary>(
    `with adopted as (
       select 'RUBRIC' as kind, r.code, max(${numbersOf('v.version')}) as highest
       from rubric_versions v join rubrics r on r.agency_id = v.agency_id and r.id = v.rubric_id
       where v.agency_id = $6 and v.source = 'LIBRARY' group by r.code
       union all
       select 'SCENARIO', s.code, max(${numbersOf('v.version')})
       from scenario_versions v join scenarios s on s.agency_id = v.agency_id and s.id = v.scenario_id
       where v.agency_id = $6 and v.source = 'LIBRARY' group by s.code
     )
     select p.kind, p.code, p.version, p.title, p.digest, p.published_at as "publishedAt"
     from library.packs p join adopted a on a.kind = p.kind and a.code = p.code and ${numbersOf('p.version')} > a.highest
     where ($1::text is null or (p.kind, p.code, p.version) > ($1, $2, $3)) and ($4::text is null or p.kind = $4)
     order by p.kind, p.code, p.version limit $5`,
    [kind, code, version, page.kind, page.limit, tx.agencyId],
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
