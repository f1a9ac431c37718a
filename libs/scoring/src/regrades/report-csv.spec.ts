import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { cell } from './report-csv.js';

describe('a cell of the report', () => {
  it('is read back as what was written, and is never a formula to a spreadsheet', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (values) => {
        const [row] = parse(`${values.map(cell).join(',')}\r\n`, { recordDelimiter: '\r\n' }) as string[][];
        values.forEach((value, at) => {
          expect([value, `'${value}`]).toContain(row?.[at]);
          expect(row?.[at]).not.toMatch(/^[=+\-@\t\r]/);
        });
      }),
    );
    expect(cell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
  });
});
