import type { TenantTx } from '#platform';
import type { ExportProblem, ExportSelection } from './export.js';

export interface ExportRow extends ExportSelection {
  id: string;
  startedBy: string;
  createdAt: Date;
  /** null until it has ended. */
  rows: number | null;
  blobId: string | null;
  problemCount: number | null;
  blockingCount: number | null;
  problems: ExportProblem[] | null;
}

export type ExportOutcome = {
  [K in 'rows' | 'problemCount' | 'blockingCount' | 'problems']: NonNullable<ExportRow[K]>;
} & {
  exportId: string;
  blobId: string | null;
};

const EXPORT = `x.id, x.kind, x.format, x.layout, x.board_id_system as "boardIdSystem", x.mandate_code as "mandateCode",
  x.presentation_ids as "presentationIds", x.member_ids as "memberIds", x.org_unit_id as "orgUnitId", x.from_on::text as "from",
  x.to_on::text as "to", x.as_of::text as "asOf", x.allow_problems as "allowProblems", x.byte_order_mark as "byteOrderMark",
  x.started_by as "startedBy", x.created_at as "createdAt", o.rows, o.blob_id as "blobId", o.problem_count as "problemCount",
  o.blocking_count as "blockingCount", o.problems`;
const FROM = 'exports x left join export_outcomes o on o.agency_id = $1 and o.export_id = x.id';

export async function addExport(
  tx: TenantTx,
  { id, startedBy, ...asked }: ExportSelection & { id: string; startedBy: string },
): Promise<void> {
  await tx.query(
    `insert into exports (agency_id, id, kind, format, layout, board_id_system, mandate_code, presentation_ids, member_ids, org_unit_id,
       from_on, to_on, as_of, allow_problems, byte_order_mark, started_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      tx.agencyId,
      id,
      asked.kind,
      asked.format,
      asked.layout,
      asked.boardIdSystem,
      asked.mandateCode,
      asked.presentationIds,
      asked.memberIds,
      asked.orgUnitId,
      asked.from,
      asked.to,
      asked.asOf,
      asked.allowProblems,
      asked.byteOrderMark,
      startedBy,
    ],
  );
}

/** An export belongs to the agency: whoever may read exports sees all of them. */
export async function exportById(tx: TenantTx, id: string): Promise<ExportRow | null> {
  const [row] = await tx.query<ExportRow>(`select ${EXPORT} from ${FROM} where x.agency_id = $1 and x.id = $2`, [
    tx.agencyId,
    id,
  ]);
  return row ?? null;
}

/** Newest first. @param page.before only those started before this one */
export function listExports(
  tx: TenantTx,
  { before, limit }: { before: string | null; limit: number },
): Promise<ExportRow[]> {
  return tx.query<ExportRow>(
    `select ${EXPORT} from ${FROM} where x.agency_id = $1 and ($2::uuid is null or x.id < $2) order by x.id desc limit $3`,
    [tx.agencyId, before, limit],
  );
}

/** Stores what came of it. A second one is a fault of ours and fails: whoever ran late must not put a file beside the first. */
export async function addOutcome(tx: TenantTx, outcome: ExportOutcome): Promise<void> {
  await tx.query(
    `insert into export_outcomes (agency_id, export_id, blob_id, rows, problem_count, blocking_count, problems)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tx.agencyId,
      outcome.exportId,
      outcome.blobId,
      outcome.rows,
      outcome.problemCount,
      outcome.blockingCount,
      JSON.stringify(outcome.problems),
    ],
  );
}

/** Of these ids, the places of those that are no presentation of the agency; in the order of the list. */
export async function missingPresentations(tx: TenantTx, ids: readonly string[]): Promise<number[]> {
  const rows = await tx.query<{ place: number }>(
    `select place::int - 1 as place from unnest($2::uuid[]) with ordinality asked(id, place)
     where not exists (select from presentations p where p.agency_id = $1 and p.id = asked.id) order by place`,
    [tx.agencyId, [...ids]],
  );
  return rows.map(({ place }) => place);
}
