import type { Cell, Column } from './table.js';

const BYTE_ORDER_MARK = '\ufeff';

/** What a spreadsheet would take for a formula (OWASP, CSV injection), however often it was made safe before. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * One cell as RFC 4180 has it. A text that a spreadsheet would calculate gets an apostrophe before it; `textOfCell` takes it away again,
 * and nothing else, so that every text comes back as it was. Numbers and days are not touched.
 */
export function csvCell(cell: Cell, { type }: Pick<Column, 'type'>): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = type === 'TEXT' && FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text that `csvCell` was given, from what a reader of CSV found in its place. */
export const textOfCell = (found: string): string =>
  found.startsWith("'") && FORMULA.test(found) ? found.slice(1) : found;

/** A file's CSV in pieces: the names, then the rows, each line ended by CR LF. */
export async function* csvOf(
  columns: readonly Column[],
  rows: AsyncIterable<readonly Cell[]>,
  { byteOrderMark }: { byteOrderMark: boolean },
): AsyncGenerator<string> {
  const names = columns.map(({ name }) => csvCell(name, { type: 'TEXT' }));
  yield `${byteOrderMark ? BYTE_ORDER_MARK : ''}${names.join(',')}\r\n`;
  for await (const row of rows) yield `${columns.map((one, at) => csvCell(row[at] ?? null, one)).join(',')}\r\n`;
}
