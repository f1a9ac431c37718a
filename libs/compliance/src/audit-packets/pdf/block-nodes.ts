import { COLOURS, type PdfNode, type PdfText } from '#scoring';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import { explainStatus } from '../../evaluation/explain.js';
import { STATUSES } from '../../reports/compliance-enums.js';
import type { Block, TableCell } from '../description/packet-document.js';
import { percent, words } from '../description/status-words.js';
import { rowsInPieces } from './rows-in-pieces.js';
import { statusMark } from './status-mark.js';
import { GAP } from './table-layouts.js';
import { trendChart } from './trend-chart.js';

const NOTE = { color: COLOURS.middle, fontSize: 8.5 };
/** Points: how far a requirement stands in for each group above it. */
const INDENT = 9;
/** Rows of a table at most, so that laying one out never takes long: more are further tables under the same head. */
const ROWS_A_TABLE = 400;
/** What has fewer UTF-16 units than this is far shorter than a page. */
const KEPT_TOGETHER = 600;

/** A block of the description as nodes of which each may stand on another page. */
export function blockNodes(block: Block, text: PdfText): PdfNode[] {
  switch (block.kind) {
    case 'PARAGRAPH':
      return [text.of(block.text, { margin: [0, 2, 0, 4], ...(block.note && NOTE) })];
    case 'HEADING':
      return [text.of(block.text, { fontSize: 11, margin: [0, 8, 0, 3] }, 'Serif')];
    case 'LIST':
      return [{ ul: block.items.map((item) => text.of(item, { margin: [0, 1.5, 0, 1.5] })), margin: [0, 2, 0, 6] }];
    case 'FACTS':
      return [factsNode(block.rows, text)];
    case 'TABLE':
      return tableNodes(block, text);
    case 'COUNTS':
      return [countsNode(block.counts, text)];
    case 'TREND':
      return [{ svg: trendChart(block.points), width: text.width, margin: [0, 2, 0, 6] }];
    case 'LEGEND':
      return [legendNode(text)];
  }
}

export function factsNode(rows: readonly { term: string; detail: string }[], text: PdfText): PdfNode {
  return {
    table: {
      widths: [96, text.width - 96 - 2 * GAP],
      body: rows.map(({ term, detail }) => [text.of(term, { color: COLOURS.middle }), text.of(detail)]),
    },
    layout: 'bare',
    margin: [0, 0, 0, 4],
  };
}

function tableNodes({ caption, head, widths, rows }: Extract<Block, { kind: 'TABLE' }>, text: PdfText): PdfNode[] {
  const taken = widths.reduce<number>((sum, each) => sum + (each === '*' ? 0 : each), 0);
  const shares = widths.filter((each) => each === '*').length;
  const share = (text.width - taken - GAP * widths.length) / Math.max(1, shares);
  const points = widths.map((each) => (each === '*' ? share : each));
  const whole = rows.flatMap((row) => rowsInPieces(row, points));
  const nodes: PdfNode[] = [];
  for (let from = 0; from === 0 || from < whole.length; from += ROWS_A_TABLE) {
    const part = whole.slice(from, from + ROWS_A_TABLE);
    nodes.push({
      stack: [
        ...(caption && from === 0 ? [text.of(caption, { ...NOTE, margin: [0, 5, 0, 1] })] : []),
        {
          table: {
            widths: points,
            headerRows: 1,
            keepWithHeaderRows: 1,
            dontBreakRows: true,
            body: [
              head.map((cell) => text.of(cell, { bold: true })),
              ...part.map((row) => row.map((cell) => cellNode(cell, text))),
            ],
          },
          layout: 'lines',
          fontSize: 8.5,
        },
      ],
      unbreakable: isShort(part),
      margin: [0, 0, 0, 6],
    });
  }
  return nodes;
}

/** Whether these rows surely fit on a page: a node that must not be broken and is longer would leave it. */
export const isShort = (rows: readonly (readonly TableCell[])[]): boolean =>
  rows.length <= 12 && rows.flat().reduce((sum, cell) => sum + lengthOf(cell), 0) <= KEPT_TOGETHER;

const lengthOf = (cell: TableCell): number =>
  typeof cell === 'string' ? cell.length : 'status' in cell ? 20 : cell.text.length;

function cellNode(cell: TableCell, text: PdfText): PdfNode {
  if (typeof cell === 'string') return text.of(cell);
  if ('status' in cell) return statusNode(cell.status, text);
  const { text: said, bold, indent, struck } = cell;
  return text.of(said, {
    ...(bold && { bold: true }),
    ...(indent && { margin: [indent * INDENT, 0, 0, 0] }),
    ...(struck && { decoration: 'lineThrough', color: COLOURS.middle }),
  });
}

const statusNode = (status: ComplianceStatus | 'MISSING', text: PdfText): PdfNode => ({
  columns: [statusMark(status), text.of(status === 'MISSING' ? 'not judged' : words(status), { width: '*' })],
  columnGap: 4,
});

/** How many have each status, as bars whose length tells it and whose figures stand beside them. */
function countsNode(counts: Partial<Record<ComplianceStatus, number>>, text: PdfText): PdfNode {
  const whole = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...Object.values(counts));
  const bars = text.width - 120 - 46 - 46 - 4 * GAP;
  return {
    unbreakable: true,
    table: {
      widths: [120, 46, 46, bars],
      headerRows: 1,
      body: [
        ['Status', 'Members', 'Share', ''].map((cell, at) =>
          text.of(cell, { bold: true, alignment: at === 0 ? 'left' : 'right' }),
        ),
        ...STATUSES.map((status) => {
          const count = counts[status] ?? 0;
          const bar = {
            type: 'rect',
            x: 0,
            y: 2,
            w: Math.max(0.01, (count / most) * bars),
            h: 7,
            color: COLOURS.accent,
          };
          return [
            statusNode(status, text),
            text.of(String(count), { alignment: 'right', bold: count > 0 }),
            text.of(percent(count, whole), { alignment: 'right' }),
            count === 0 ? text.of('') : { canvas: [bar] },
          ];
        }),
      ],
    },
    layout: 'lines',
    fontSize: 9,
    margin: [0, 2, 0, 6],
  };
}

const legendNode = (text: PdfText): PdfNode => ({
  table: {
    widths: [128, text.width - 128 - 2 * GAP],
    dontBreakRows: true,
    body: STATUSES.map((status) => [statusNode(status, text), text.of(explainStatus(status))]),
  },
  layout: 'lines',
  fontSize: 8.5,
});
