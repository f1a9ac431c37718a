import { Readable } from 'node:stream';
import { agencyProfile } from '#agencies';
import type { TenantTx } from '#platform';
import { LAYOUT_NOTE } from './board-layouts.js';
import type { ExportFormat, ExportSelection, ExportTable } from './export.js';
import { csvOf } from './formats/csv.js';
import { jsonOf } from './formats/json.js';
import type { Cell } from './formats/table.js';
import { xlsxOf } from './formats/xlsx.js';
import { rosterTable } from './tables/roster-table.js';
import type { ExportReach } from './tables/roster.queries.js';
import { statusTable } from './tables/status-table.js';
import { transcriptTable } from './tables/transcript-table.js';

export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  JSON: 'application/json; charset=utf-8',
};

/** `board-roster-2026-03-31.csv` */
export const fileNameOf = ({ kind, asOf, format }: ExportSelection): string =>
  `${kind.toLowerCase().replaceAll('_', '-')}-${asOf}.${format.toLowerCase()}`;

/** What an export is made of, to be read in this transaction, all of it as of one moment. */
export async function tableOf(tx: TenantTx, reach: ExportReach, selection: ExportSelection): Promise<ExportTable> {
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error('the agency has no profile');
  switch (selection.kind) {
    case 'BOARD_ROSTER':
      return rosterTable(tx, reach, selection, agency.timezone);
    case 'TRANSCRIPT':
      return transcriptTable(tx, reach, selection);
    case 'STATUS_LIST':
      return statusTable(tx, reach, selection, agency);
  }
}

/** The file of these rows, in pieces. */
export function fileOf(
  { columns }: Pick<ExportTable, 'columns'>,
  rows: AsyncIterable<readonly Cell[]>,
  { kind, format, layout, asOf, byteOrderMark }: ExportSelection,
): Readable {
  switch (format) {
    case 'CSV':
      return Readable.from(inLargerPieces(csvOf(columns, rows, { byteOrderMark })));
    case 'JSON':
      return Readable.from(inLargerPieces(jsonOf(columns, rows, { kind, layout, asOf, note: LAYOUT_NOTE })));
    case 'XLSX':
      return xlsxOf(columns, rows);
  }
}

/** Characters: a line at a time would be a write at a time. */
const PIECE = 64 * 1024;

async function* inLargerPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
