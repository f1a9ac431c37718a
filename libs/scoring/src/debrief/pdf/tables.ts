import type { Block } from '../description/debrief-document.js';
import type { PdfNode } from '../../pdf/pdf-engine.js';
import { COLOURS, type PdfText } from '../../pdf/pdf-text.js';

type Row = number;
const ROWS_TOGETHER = 3;
const none = (): number => 0;

/** How tables are ruled: lightly between rows, strongly under a head; an excerpt only at its left. */
export const TABLE_LAYOUTS = {
  lines: {
    hLineWidth: (at: Row, { table }: { table: { body: unknown[]; headerRows?: number } }): number =>
      at === 0 || at === table.body.length ? 0 : at === (table.headerRows ?? 0) ? 1 : 0.5,
    vLineWidth: none,
    hLineColor: (at: Row, { table }: { table: { headerRows?: number } }): string =>
      at === (table.headerRows ?? 0) && at > 0 ? COLOURS.ink : COLOURS.light,
    paddingLeft: none,
    paddingRight: (): number => 8,
    paddingTop: (): number => 2.5,
    paddingBottom: (): number => 2.5,
  },
  excerpt: {
    hLineWidth: none,
    vLineWidth: (at: number): number => (at === 0 ? 1.5 : 0),
    vLineColor: (): string => COLOURS.light,
    paddingLeft: (): number => 8,
    paddingRight: none,
    paddingTop: (): number => 1,
    paddingBottom: (): number => 1,
  },
  facts: {
    hLineWidth: none,
    vLineWidth: none,
    paddingLeft: none,
    paddingRight: (): number => 10,
    paddingTop: (): number => 1.2,
    paddingBottom: (): number => 1.2,
  },
  standing: {
    hLineWidth: (): number => 1,
    vLineWidth: (at: number): number => (at === 0 ? 5 : 1),
    hLineColor: (): string => COLOURS.ink,
    vLineColor: (): string => COLOURS.ink,
    paddingLeft: (): number => 11,
    paddingRight: (): number => 11,
    paddingTop: (): number => 7,
    paddingBottom: (): number => 8,
  },
};

type Fact = { term: string; detail: string };

/** Terms with their details, a few to a node: a long list may go on overleaf, and its heading keeps the first of them. */
export function factsNodes(rows: readonly Fact[], text: PdfText): PdfNode[] {
  const nodes: PdfNode[] = [];
  for (let at = 0; at < rows.length; at += ROWS_TOGETHER) {
    nodes.push({
      table: {
        widths: [86, text.width - 86 - 20],
        body: rows
          .slice(at, at + ROWS_TOGETHER)
          .map(({ term, detail }) => [text.of(term, { color: COLOURS.middle }), text.of(detail)]),
      },
      layout: 'facts',
      margin: [0, 0, 0, at + ROWS_TOGETHER < rows.length ? 0 : 4],
    });
  }
  return nodes;
}

/** Three columns of a name and figures, or five with a reason at the end. */
function columnWidths(count: number, whole: number): number[] {
  const inner = whole - 8 * count;
  return count === 5
    ? [112, 68, 58, 42, inner - 280]
    : [inner - 76 * (count - 1), ...Array<number>(count - 1).fill(76)];
}

/** @param widths of the columns, in points: never left to the words, of which a long one would push a column off the page */
export function tableNode(
  { caption, head, rows, lastIsTotal }: Extract<Block, { kind: 'TABLE' }>,
  text: PdfText,
  widths: number[] = columnWidths(head.length, text.width),
): PdfNode {
  return {
    stack: [
      text.of(caption, { color: COLOURS.middle, fontSize: 8.5, margin: [0, 6, 0, 1] }),
      {
        table: {
          widths,
          headerRows: 1,
          keepWithHeaderRows: 1,
          body: [
            head.map((cell) => text.of(cell, { bold: true })),
            ...rows.map((row, at) =>
              row.map((cell) => text.of(cell, { bold: lastIsTotal === true && at === rows.length - 1 })),
            ),
          ],
        },
        layout: 'lines',
      },
    ],
    // Cells of a few words: the table is short, and is easier to read on one page.
    unbreakable: rows.flat().every((cell) => cell.length <= 160),
    margin: [0, 0, 0, 6],
  };
}
