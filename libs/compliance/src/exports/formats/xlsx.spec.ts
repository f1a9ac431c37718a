import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { column, type Cell } from './table.js';
import { xlsxOf } from './xlsx.js';

const COLUMNS = [column('name'), column('hours', 'NUMBER'), column('on', 'DAY', 'completed on')];

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}
const written = (rows: Cell[][]): Promise<Buffer> => buffer(xlsxOf(COLUMNS, each(rows)));
/** By a reader that knows nothing of the writer. */
const readBack = async (file: Buffer): Promise<unknown[][]> => (await readSheet(Readable.from([file]))) as unknown[][];

describe('a workbook', () => {
  it('is read by others: names, text, numbers, real dates and empty cells', async () => {
    const file = await written([
      ['=HYPERLINK("http://x.test")', 1.5, '2024-02-29'],
      ['Ünal <&> "Ø"', null, null],
      ['0012', 0, '1999-12-31'],
    ]);
    expect(await readBack(file)).toEqual([
      ['name', 'hours', 'completed on'],
      ['=HYPERLINK("http://x.test")', 1.5, new Date('2024-02-29T00:00:00Z')],
      ['Ünal <&> "Ø"', null, null],
      ['0012', 0, new Date('1999-12-31T00:00:00Z')],
    ]);
  });

  it('is the same bytes of the same rows, at whatever time', async () => {
    const rows: Cell[][] = [['Ada', 2, '2026-03-01']];
    const first = await written(rows);
    const now = Date.now;
    Date.now = () => now() + 400 * 86_400_000;
    try {
      const digest = (file: Buffer) => createHash('sha256').update(file).digest('hex');
      expect(digest(await written(rows))).toBe(digest(first));
    } finally {
      Date.now = now;
    }
    // Names of the parts are not compressed in a ZIP.
    expect(first.toString('latin1')).not.toMatch(/vbaProject|docProps/);
    expect(await readBack(await written([]))).toEqual([['name', 'hours', 'completed on']]);
  });

  it('can be opened whatever people are called', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 5 }),
        async (names) => {
          const rows = await readBack(await written(names.map((name) => [name, 1, '2026-01-01'])));
          expect(rows).toHaveLength(names.length + 1);
          expect(rows.slice(1).map(([, hours]) => hours)).toEqual(names.map(() => 1));
        },
      ),
    );
    const long = await readBack(await written([['x'.repeat(40_000), 1, null]]));
    expect(long[1]![0]).toHaveLength(32_767);
  });
});
