import { levelBar } from '../charts/level-bar.js';
import { stressChart } from '../charts/stress-chart.js';
import { talkBar } from '../charts/talk-bar.js';
import type { Block, CompetencyBlock, StressBlock, TalkBlock } from '../description/debrief-document.js';
import { excerptNodes } from './excerpts.js';
import type { PdfNode } from '../../pdf/pdf-engine.js';
import { COLOURS, type PdfText } from '../../pdf/pdf-text.js';
import { factsNodes, tableNode } from './tables.js';

const NOTE = { color: COLOURS.middle, fontSize: 8.5 };

/** A block of the description as nodes of which each may stand on another page. */
export function blockNodes(block: Block, text: PdfText): PdfNode[] {
  switch (block.kind) {
    case 'PARAGRAPH':
      return [text.of(block.text, { margin: [0, 2, 0, 3], ...(block.note && NOTE) })];
    case 'HEADING':
      return [headingNode(block.text, text)];
    case 'LIST':
      return [{ ul: block.items.map((item) => text.of(item, { margin: [0, 1.5, 0, 1.5] })), margin: [0, 2, 0, 4] }];
    case 'FACTS':
      return factsNodes(block.rows, text);
    case 'TABLE':
      return [tableNode(block, text)];
    case 'LEVELS':
      return [levelsNode(block, text)];
    case 'EXCERPTS':
      return excerptNodes(block, text);
    case 'COMPETENCY':
      return competencyNodes(block, text);
    case 'STRESS':
      return stressNodes(block, text);
    case 'TALK':
      return [talkNode(block, text)];
  }
}

export const headingNode = (words: string, text: PdfText): PdfNode =>
  text.of(words, { fontSize: 11, margin: [0, 8, 0, 2] }, 'Serif');

const bar = (level: number | null, width: number, margin: number[]): PdfNode => ({
  svg: levelBar(level),
  width,
  margin,
});

function levelsNode({ caption, rows }: Extract<Block, { kind: 'LEVELS' }>, text: PdfText): PdfNode {
  return {
    unbreakable: true,
    stack: [
      text.of(caption, { ...NOTE, margin: [0, 6, 0, 2] }),
      {
        table: {
          widths: [text.width - 80 - 124 - 24, 80, 124],
          body: rows.map(({ name, level, words }) => [
            text.of(name),
            text.of(words, { bold: true }),
            bar(level, 124, [0, 2, 0, 0]),
          ]),
        },
        layout: 'lines',
      },
    ],
  };
}

function competencyNodes(block: CompetencyBlock, text: PdfText): PdfNode[] {
  const { name, level, weight, meaning, higher, reason } = block;
  const longReason = reason !== null && reason.length > 500;
  const said = (term: string, words: string): PdfNode => ({
    text: [...text.runs(`${term} `, { bold: true }), ...text.runs(words)],
    margin: [0, 1, 0, 2],
  });
  const head: PdfNode = {
    unbreakable: true,
    stack: [
      {
        canvas: [{ type: 'line', x1: 0, y1: 0, x2: text.width, y2: 0, lineWidth: 0.6, lineColor: COLOURS.light }],
        margin: [0, 8, 0, 5],
      },
      {
        columns: [
          text.of(name, { fontSize: 11.5, width: text.width - 90 - 104 - 20 }, 'Serif'),
          text.of(level === null ? 'left to a person' : `Level ${level} of 5`, {
            bold: true,
            width: 90,
            alignment: 'right',
            margin: [0, 1.5, 0, 0],
          }),
          { ...(bar(level, 104, [0, 4, 0, 0]) as object), width: 104 },
        ],
        columnGap: 10,
      },
      text.of(`Counts for ${weight} % of the levels.`, { ...NOTE, margin: [0, 0, 0, 2] }),
      text.of(meaning, { margin: [0, 1, 0, 2] }),
      ...(higher ? [said('What would make it higher.', higher)] : []),
      ...(reason && !longReason ? [said('Why.', reason)] : []),
    ],
  };
  return [head, ...(reason && longReason ? [said('Why.', reason)] : []), ...excerptNodes(block, text)];
}

function stressNodes({ summary, points, marks }: StressBlock, text: PdfText): PdfNode[] {
  return [
    {
      unbreakable: true,
      stack: [
        headingNode('Stress of the civilian', text),
        text.of(summary, { margin: [0, 0, 0, 6] }),
        { svg: stressChart({ points, marks }), width: text.width },
      ],
    },
    tableNode(
      {
        kind: 'TABLE',
        caption: 'The points with a letter',
        head: ['Point', 'Turn', 'Stress', 'What the officer said'],
        rows: marks.map(({ letter, turn, stress, what, said }) => [
          `${letter}, ${what}`,
          String(turn),
          String(stress),
          said,
        ]),
      },
      text,
      [118, 30, 36, text.width - 118 - 30 - 36 - 32],
    ),
  ];
}

const talkNode = ({ summary, officer, limits }: TalkBlock, text: PdfText): PdfNode => ({
  unbreakable: true,
  stack: [
    headingNode('Who spoke how much', text),
    text.of(summary, { margin: [0, 0, 0, 6] }),
    { svg: talkBar(officer), width: text.width },
    text.of(limits, { ...NOTE, margin: [0, 4, 0, 0] }),
  ],
});
