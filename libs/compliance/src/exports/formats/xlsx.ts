import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { writeXlsxStream } from 'hucre/xlsx';
import type { Cell, Column } from './table.js';

/** What XML 1.0 has no way to write; a text of it comes from somewhere that is no keyboard. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** Excel says that a file is broken when a cell holds more. */
const LONGEST_TEXT = 32_767;

const WIDTHS = { TEXT: 24, NUMBER: 10, DAY: 12 } as const;

/**
 * A workbook in pieces, with one frozen line of names: text is text, whatever it begins with, so that nothing is a formula; numbers are
 * numbers and days are dates. No macro, no name of who made it and no time: the same rows make the same bytes, on the same Node.js.
 */
export function xlsxOf(columns: readonly Column[], rows: AsyncIterable<readonly Cell[]>): Readable {
  const stream = writeXlsxStream(valuesOf(columns, rows), {
    name: 'Export',
    columns: columns.map(({ name, type }) => ({
      header: name,
      width: WIDTHS[type],
      ...(type === 'DAY' ? { numFmt: 'yyyy-mm-dd' } : {}),
    })),
    freezePane: { rows: 1 },
  });
  return Readable.fromWeb(stream as unknown as ReadableStream);
}

async function* valuesOf(
  columns: readonly Column[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<(string | number | Date | null)[]> {
  for await (const row of rows) {
    yield columns.map(({ type }, at) => {
      const cell = row[at] ?? null;
      if (typeof cell !== 'string') return cell;
      if (type === 'DAY') return new Date(`${cell}T00:00:00Z`);
      return Buffer.from(cell).toString().replace(NOT_XML, '\ufffd').slice(0, LONGEST_TEXT);
    });
  }
}
