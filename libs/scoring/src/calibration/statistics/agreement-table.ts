/** Counts of sessions by what the first and what the second rater said: `table[first][second]`. Square, whole numbers from 0. */
export type AgreementTable = readonly (readonly number[])[];

/** The levels of a competency: 0 to 5. */
export const LEVELS = 6;

/** How many sessions got this from the first and this from the second rater. Categories are whole numbers from 0. */
export interface PairCount {
  first: number;
  second: number;
  count: number;
}

/**
 * @param size how many categories there are
 * @throws RangeError for a category outside of 0 to size - 1
 */
export function tableOf(size: number, pairs: Iterable<PairCount>): number[][] {
  const table = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const { first, second, count } of pairs) {
    const row = table[first];
    if (row?.[second] === undefined) throw new RangeError(`no cell (${first}, ${second}) in a table of ${size}`);
    row[second] += count;
  }
  return table;
}

/** How many pairs the table holds. */
export const pairsIn = (table: AgreementTable): number => table.flat().reduce((sum, count) => sum + count, 0);

/** How often each rater gave each category. */
export function marginsOf(table: AgreementTable): { first: number[]; second: number[] } {
  return {
    first: table.map((row) => row.reduce((sum, count) => sum + count, 0)),
    second: table.map((_, at) => table.reduce((sum, row) => sum + row[at]!, 0)),
  };
}

/** Cell by cell; both tables of one size. */
export const tablesTogether = (one: AgreementTable, other: AgreementTable): number[][] =>
  one.map((row, first) => row.map((count, second) => count + other[first]![second]!));
