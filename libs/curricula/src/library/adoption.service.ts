import { Injectable } from '@nestjs/common';
import { audit, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { packContent, type PackContent } from './library.queries.js';

export type AdoptableKind = 'SCENARIO' | 'RUBRIC';

export interface AdoptPack {
  kind: AdoptableKind;
  code: string;
  version: string;
}

/** What a kind of pack becomes in the agency. Names of our own tables, never input. */
const TARGETS = {
  SCENARIO: { parents: 'scenarios', versions: 'scenario_versions', parentId: 'scenario_id', type: 'ScenarioVersion' },
  RUBRIC: { parents: 'rubrics', versions: 'rubric_versions', parentId: 'rubric_id', type: 'RubricVersion' },
} as const;

/** Copies packs of the library into the agency, where their versions start as drafts. */
@Injectable()
export class AdoptionService {
  constructor(private readonly db: TenantDb) {}

  /**
   * Copies content and digest of a pack as a draft version. Adopting it again is the same version.
   * @throws UserError NOT_FOUND; CONFLICT when the agency has this version with other content, or a rubric of its own under the code
   */
  adopt(actor: Actor, input: AdoptPack): Promise<{ kind: AdoptableKind; versionId: string }> {
    return this.db.run(actor, async (tx) => {
      const pack = await packContent(tx, input);
      if (!pack) throw notFound('input.code', 'pack of this kind, code and version');
      const versionId = await this.copy(tx, actor, input.kind, pack);
      return { kind: input.kind, versionId };
    });
  }

  private async copy(tx: TenantTx, actor: Actor, kind: AdoptableKind, pack: PackContent): Promise<string> {
    const { parents, versions, parentId, type } = TARGETS[kind];
    await tx.query(
      `insert into ${parents} (agency_id, id, code, title) values ($1, $2, $3, $4) on conflict (agency_id, code) do nothing`,
      [tx.agencyId, uuidv7(), pack.code, pack.title],
    );
    // Locked: nobody drafts a version of the agency's own under it meanwhile.
    const [parent] = await tx.query<{ id: string }>(
      `select id from ${parents} where agency_id = $1 and code = $2 for update`,
      [tx.agencyId, pack.code],
    );
    if (kind === 'RUBRIC' && (await writtenByAgency(tx, parent!.id))) {
      throw new UserError('CONFLICT', 'input.code', 'the agency has a rubric of its own under this code');
    }
    const [inserted] = await tx.query<{ id: string }>(
      `insert into ${versions} (agency_id, id, ${parentId}, version, source, body, digest)
       values ($1, $2, $3, $4, 'LIBRARY', $5, $6) on conflict (agency_id, ${parentId}, version) do nothing returning id`,
      [tx.agencyId, uuidv7(), parent!.id, pack.version, JSON.stringify(pack.body), pack.digest],
    );
    if (inserted) {
      await audit(tx, actor, {
        action: 'pack.adopted',
        entityType: type,
        entityId: inserted.id,
        details: { kind, code: pack.code, version: pack.version, digest: pack.digest },
      });
      return inserted.id;
    }
    const [there] = await tx.query<{ id: string; digest: string }>(
      `select id, digest from ${versions} where agency_id = $1 and ${parentId} = $2 and version = $3`,
      [tx.agencyId, parent!.id, pack.version],
    );
    if (there!.digest !== pack.digest) {
      throw new UserError('CONFLICT', 'input.version', 'the agency has this version already, with other content');
    }
    return there!.id;
  }
}

/** Versions of two authors under one code would be two rubrics that nobody could tell apart. */
async function writtenByAgency(tx: TenantTx, rubricId: string): Promise<boolean> {
  const own = await tx.query(
    `select 1 from rubric_versions where agency_id = $1 and rubric_id = $2 and source = 'AGENCY' limit 1`,
    [tx.agencyId, rubricId],
  );
  return own.length > 0;
}
