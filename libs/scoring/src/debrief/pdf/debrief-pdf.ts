import type { DebriefDocument, Section } from '../description/debrief-document.js';
import { blockNodes } from './blocks.js';
import type { PdfNode } from '../../pdf/pdf-engine.js';
import { COLOURS, PdfText } from '../../pdf/pdf-text.js';
import { factsNodes, TABLE_LAYOUTS } from './tables.js';
import { printPdf } from '../../pdf/print-pdf.js';

/** Points: a page's width, and its margins left, above, right and below. */
const PAGE_WIDTH = { LETTER: 612, A4: 595.28 };
const MARGINS = [58, 60, 58, 62] as const;

/**
 * The debrief as a PDF. The same document and digest are the same bytes: its dates are those of the decision and nothing in it is drawn
 * by lot. @param digest SHA-256 of the description, hex
 */
export function debriefPdf(document: DebriefDocument, digest: string): Promise<Buffer> {
  return printPdf(definitionOf(document, digest), TABLE_LAYOUTS);
}

function definitionOf(document: DebriefDocument, digest: string): object {
  const text = new PdfText(PAGE_WIDTH[document.paper] - MARGINS[0] - MARGINS[2]);
  const dated = new Date(document.dated);
  const content = [
    ...openingNodes(document, text),
    ...document.sections.flatMap((section) => sectionNodes(section, text)),
  ];
  if (text.described) {
    content.push(
      text.of(
        'Words in brackets and italics, such as [Arabic, 12 characters], stand for characters that the fonts of this PDF do not have. The HTML of the same debrief shows them.',
        { color: COLOURS.middle, fontSize: 8.5 },
      ),
    );
  }
  return {
    version: '1.7',
    language: document.language,
    displayTitle: true,
    info: {
      title: `${document.subtitle}: ${document.title}`,
      author: document.agency,
      subject: `SHA-256 ${digest}`,
      creator: 'Parley',
      producer: 'Parley',
      creationDate: dated,
      modDate: dated,
    },
    pageSize: document.paper,
    pageMargins: [...MARGINS],
    defaultStyle: { font: 'Sans', fontSize: 9.5, lineHeight: 1.12, color: COLOURS.ink },
    content,
    footer: (page: number, pages: number) => footNode(document, digest, text, `Page ${page} of ${pages}`),
  };
}

function openingNodes({ agency, subtitle, title, facts, standing }: DebriefDocument, text: PdfText): PdfNode[] {
  return [
    {
      columns: [
        text.of(agency, { color: COLOURS.middle }),
        text.of(subtitle, { color: COLOURS.middle, alignment: 'right' }),
      ],
    },
    text.of(title, { fontSize: 22, lineHeight: 1.05, margin: [0, 6, 0, 8] }, 'Serif'),
    ...factsNodes(facts, text),
    {
      table: {
        // What the standing's rules and paddings leave.
        widths: [text.width - 31],
        body: [
          [
            {
              stack: [
                text.of(standing.heading, { fontSize: 12.5, margin: [0, 0, 0, 2] }, 'Serif'),
                ...standing.lines.map((line) => text.of(line, { margin: [0, 1.5, 0, 1.5] })),
              ],
            },
          ],
        ],
      },
      layout: 'standing',
      margin: [3, 10, 0, 4],
    },
  ];
}

/** A heading is never left alone at the foot of a page: it stays with the first node after it. */
function sectionNodes({ heading, blocks }: Section, text: PdfText): PdfNode[] {
  const line = { type: 'line', x1: 0, y1: 0, x2: text.width, y2: 0, lineWidth: 1.2, lineColor: COLOURS.ink };
  const nodes: PdfNode[] = [];
  let headings: PdfNode[] = [
    { canvas: [line], margin: [0, 16, 0, 5] },
    text.of(heading, { fontSize: 14, margin: [0, 0, 0, 4] }, 'Serif'),
  ];
  for (const block of blocks) {
    const [first, ...rest] = blockNodes(block, text);
    if (first === undefined) continue;
    headings.push(first);
    if (block.kind === 'HEADING') continue;
    nodes.push(headings.length === 1 ? first : { stack: headings, unbreakable: true }, ...rest);
    headings = [];
  }
  return headings.length > 0 ? [...nodes, { stack: headings, unbreakable: true }] : nodes;
}

const footNode = ({ agency }: DebriefDocument, digest: string, text: PdfText, pages: string): PdfNode => ({
  margin: [MARGINS[0], 18, MARGINS[2], 0],
  fontSize: 7,
  color: COLOURS.middle,
  columns: [
    { width: text.width - 80, stack: [text.of(agency), text.of(`SHA-256 ${digest}`)] },
    { width: 80, alignment: 'right', stack: [text.of(pages)] },
  ],
});
