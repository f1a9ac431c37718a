import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvOf, textOfCell } from './csv.js';
import { column, type Cell } from './table.js';

const COLUMNS = [column('name'), column('hours', 'NUMBER'), column('on', 'DAY', 'completed on')];

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}
async function written(rows: Cell[][], byteOrderMark = false): Promise<string> {
  let text = '';
  for await (const piece of csvOf(COLUMNS, each(rows), { byteOrderMark })) text += piece;
  return text;
}
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(fc.constantFrom("'", "''", '=', '+', '-', '@', '\t', '\r', '\n', "'=", '＝', ''), fc.string())
    .map((two) => two.join('')),
);

describe('a CSV file', () => {
  it('has a line of names, CR LF, quotes where they are needed, and the mark only where it is wanted', async () => {
    const rows: Cell[][] = [
      ['Ada "A" O’Neil, Sgt', 1.5, '2024-02-29'],
      [null, null, null],
    ];
    const text = 'name,hours,completed on\r\n"Ada ""A"" O’Neil, Sgt",1.5,2024-02-29\r\n,,\r\n';
    expect(await written(rows)).toBe(text);
    expect(await written(rows, true)).toBe(`\ufeff${text}`);
  });

  it('gives every text back as it was, and none that a spreadsheet would calculate', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1 }), async (texts) => {
        const csv = await written(texts.map((text) => [text, -2, '2026-01-01']));
        const [, ...rows] = parse(csv, { recordDelimiter: '\r\n' }) as string[][];
        expect(rows.map(([found]) => textOfCell(found!))).toEqual(texts);
        for (const [found, hours] of rows) {
          expect(found).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
          expect(hours).toBe('-2');
        }
      }),
    );
  });
});
