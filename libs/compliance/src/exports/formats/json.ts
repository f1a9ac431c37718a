import type { Cell, Column } from './table.js';

/**
 * A file's JSON in pieces: one object with what is told of the whole, the `columns`, and the `rows` as objects by the columns' keys, one a
 * line. Days are text, `YYYY-MM-DD`; what is not known is null.
 */
export async function* jsonOf(
  columns: readonly Column[],
  rows: AsyncIterable<readonly Cell[]>,
  about: Readonly<Record<string, string | null>>,
): AsyncGenerator<string> {
  const head = JSON.stringify({ ...about, columns });
  let between = `${head.slice(0, -1)},"rows":[\n`;
  for await (const row of rows) {
    yield between + JSON.stringify(Object.fromEntries(columns.map(({ key }, at) => [key, row[at] ?? null])));
    between = ',\n';
  }
  yield between === ',\n' ? '\n]}\n' : `${between}]}\n`;
}
