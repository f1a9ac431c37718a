import type { ReachOf, TenantTx } from '#platform';
import type { NewestFirst } from '../version-page.js';
import type { ContentImportEntity } from './content-import.entity.js';
import type { DialogueEntity } from './dialogue.entity.js';
import type { ImportRejectionEntity } from './import-rejection.entity.js';

type Reach = ReachOf<'curriculum:read'>;

export interface FilePage {
  limit: number;
  /** Only what comes after this id; null for the first page. */
  after: string | null;
}

const IMPORT_COLUMNS = `i.agency_id as "agencyId", i.id, i.file_name as "fileName", i.format, i.digest, i.rows, i.accepted,
  i.rejected, i.imported_by as "importedBy", i.created_at as "createdAt"`;
const REJECTION_COLUMNS = 'r.agency_id as "agencyId", r.id, r.import_id as "importId", r.line, r.pointer, r.reason';
const DIALOGUE_COLUMNS = `d.agency_id as "agencyId", d.id, d.import_id as "importId", d.key, d.title, d.situation, d.turns, d.curation`;

/** Imports are for those who prepare training: with reach OWN there is nothing to see. */
const agencyWide = (reach: Reach): boolean => reach.reach === 'AGENCY';

export function listImports(tx: TenantTx, reach: Reach, page: NewestFirst): Promise<ContentImportEntity[]> {
  return tx.query<ContentImportEntity>(
    `select ${IMPORT_COLUMNS} from content_imports i
     where i.agency_id = $1 and $2 and ($3::uuid is null or i.id < $3) order by i.id desc limit $4`,
    [tx.agencyId, agencyWide(reach), page.before, page.limit],
  );
}

export async function importById(tx: TenantTx, reach: Reach, id: string): Promise<ContentImportEntity | null> {
  const [row] = await tx.query<ContentImportEntity>(
    `select ${IMPORT_COLUMNS} from content_imports i where i.agency_id = $1 and $2 and i.id = $3`,
    [tx.agencyId, agencyWide(reach), id],
  );
  return row ?? null;
}

/** In the order of the file. */
export function rejectionsOf(
  tx: TenantTx,
  reach: Reach,
  importId: string,
  page: FilePage,
): Promise<ImportRejectionEntity[]> {
  return tx.query<ImportRejectionEntity>(
    `select ${REJECTION_COLUMNS} from import_rejections r
     where r.agency_id = $1 and $2 and r.import_id = $3 and ($4::uuid is null or r.id > $4) order by r.id limit $5`,
    [tx.agencyId, agencyWide(reach), importId, page.after, page.limit],
  );
}

/** In the order of the file. */
export function dialoguesOf(tx: TenantTx, reach: Reach, importId: string, page: FilePage): Promise<DialogueEntity[]> {
  return tx.query<DialogueEntity>(
    `select ${DIALOGUE_COLUMNS} from dialogues d
     where d.agency_id = $1 and $2 and d.import_id = $3 and ($4::uuid is null or d.id > $4) order by d.id limit $5`,
    [tx.agencyId, agencyWide(reach), importId, page.after, page.limit],
  );
}

export async function dialogueById(tx: TenantTx, reach: Reach, id: string): Promise<DialogueEntity | null> {
  const [row] = await tx.query<DialogueEntity>(
    `select ${DIALOGUE_COLUMNS} from dialogues d where d.agency_id = $1 and $2 and d.id = $3`,
    [tx.agencyId, agencyWide(reach), id],
  );
  return row ?? null;
}

export async function rejectionById(tx: TenantTx, reach: Reach, id: string): Promise<ImportRejectionEntity | null> {
  const [row] = await tx.query<ImportRejectionEntity>(
    `select ${REJECTION_COLUMNS} from import_rejections r where r.agency_id = $1 and $2 and r.id = $3`,
    [tx.agencyId, agencyWide(reach), id],
  );
  return row ?? null;
}
