import { COLOURS, PdfText, printPdf, type PdfNode } from '#scoring';
import type { PacketDocument, Section } from '../description/packet-document.js';
import { blockNodes, factsNode, isShort } from './block-nodes.js';
import { statusMark } from './status-mark.js';
import { TABLE_LAYOUTS } from './table-layouts.js';

/** Points: a page's width, and its margins left, above, right and below. */
const PAGE_WIDTH = { LETTER: 612, A4: 595.28 };
const MARGINS = [54, 56, 54, 62] as const;

/** A packet, or a volume of one, as a PDF. The same document is the same bytes: it is dated by when its records were read. */
export function packetPdf(document: PacketDocument): Promise<Buffer> {
  const text = new PdfText(PAGE_WIDTH[document.paper] - MARGINS[0] - MARGINS[2]);
  const content = [
    ...(document.cover ? coverNodes(document, text) : openingNodes(document, text)),
    ...document.sections.flatMap((section, at) => sectionNodes(section, at, text)),
  ];
  if (text.described) {
    content.push(
      text.of(
        'Words in brackets and italics, such as [Arabic, 12 characters], stand for characters that the fonts of this PDF do not have. The JSON of the same evidence has them.',
        { color: COLOURS.middle, fontSize: 8.5, margin: [0, 10, 0, 0] },
      ),
    );
  }
  const dated = new Date(document.dated);
  const definition = {
    version: '1.7',
    language: 'en',
    displayTitle: true,
    info: {
      title: `${document.subtitle}: ${document.title}`,
      author: document.agency,
      subject: `SHA-256 ${document.digest}`,
      creator: 'Parley',
      producer: 'Parley',
      creationDate: dated,
      modDate: dated,
    },
    pageSize: document.paper,
    pageMargins: [...MARGINS],
    defaultStyle: { font: 'Sans', fontSize: 9.5, lineHeight: 1.1, color: COLOURS.ink },
    content,
    header: (page: number) => (page === 1 ? null : headNode(document, text)),
    footer: (page: number, pages: number) => footNode(document, text, `Page ${page} of ${pages}`),
  };
  return printPdf(definition, TABLE_LAYOUTS);
}

function coverNodes(document: PacketDocument, text: PdfText): PdfNode[] {
  const { agency, subtitle, title, facts, standing, sections } = document;
  return [
    text.of(agency, { fontSize: 12, color: COLOURS.middle, margin: [0, 46, 0, 4] }),
    text.of(subtitle, { fontSize: 15, margin: [0, 0, 0, 14] }, 'Serif'),
    rule(text, 1.6),
    text.of(title, { fontSize: 27, lineHeight: 1.05, margin: [0, 12, 0, 18] }, 'Serif'),
    factsNode(facts, text),
    ...(standing ? [standingNode(standing, text)] : []),
    text.of(
      'Made from the agency’s records in Parley. What is not held there is named in a section of its own, and how to check this packet in another.',
      { color: COLOURS.middle, fontSize: 8.5, margin: [0, 14, 0, 0] },
    ),
    contentsNode(sections, text),
  ];
}

const openingNodes = ({ agency, subtitle, title }: PacketDocument, text: PdfText): PdfNode[] => [
  text.of(`${agency}. ${subtitle}`, { color: COLOURS.middle }),
  text.of(title, { fontSize: 20, lineHeight: 1.05, margin: [0, 6, 0, 8] }, 'Serif'),
];

function standingNode({ heading, status, lines }: NonNullable<PacketDocument['standing']>, text: PdfText): PdfNode {
  const said = text.of(heading, { fontSize: 14, margin: [0, 0, 0, 2] }, 'Serif');
  return {
    table: {
      widths: [text.width - 31],
      body: [
        [
          {
            stack: [
              status
                ? { columns: [statusMark(status, [0, 5, 0, 0]), { ...(said as object), width: '*' }], columnGap: 7 }
                : said,
              ...lines.map((line) => text.of(line, { margin: [0, 1.5, 0, 1.5] })),
            ],
          },
        ],
      ],
    },
    layout: 'standing',
    margin: [3, 14, 0, 4],
  };
}

/** On a page of its own, each line a link to its section. */
const contentsNode = (sections: readonly Section[], text: PdfText): PdfNode => ({
  stack: [
    text.of('Contents', { fontSize: 15, margin: [0, 0, 0, 8] }, 'Serif'),
    {
      table: {
        widths: [text.width - 40 - 14, 40],
        body: sections.map(({ heading }, at) => [
          { ...(text.of(heading) as object), linkToDestination: sectionId(at) },
          { text: [{ pageReference: sectionId(at) }], alignment: 'right' },
        ]),
      },
      layout: 'lines',
    },
  ],
  pageBreak: 'before',
});

const sectionId = (at: number): string => `section-${at + 1}`;

/** A heading is never left alone at the foot of a page: it stays with the first node after it. */
function sectionNodes({ heading, newPage, blocks }: Section, at: number, text: PdfText): PdfNode[] {
  const id = sectionId(at);
  let before: PdfNode[] = [
    ...(newPage ? [] : [{ ...(rule(text, 1) as object), margin: [0, 14, 0, 5] }]),
    { ...(text.of(heading, { fontSize: 14, margin: [0, 0, 0, 5] }, 'Serif') as object), id },
  ];
  const nodes: PdfNode[] = [];
  let started = false;
  const push = (node: PdfNode): void => {
    nodes.push(newPage && !started ? { stack: [node], pageBreak: 'before' } : node);
    started = true;
  };
  for (const block of blocks) {
    for (const node of blockNodes(block, text)) {
      if (before.length === 0) {
        push(node);
        continue;
      }
      before.push(node);
      if (block.kind === 'HEADING' || (block.kind === 'PARAGRAPH' && block.note)) continue;
      // A long table goes over pages; its own head row keeps the first of its rows.
      push({ stack: before, unbreakable: block.kind !== 'TABLE' || isShort(block.rows) });
      before = [];
    }
  }
  if (before.length > 0) push({ stack: before, unbreakable: true });
  return nodes;
}

const rule = (text: PdfText, lineWidth: number): PdfNode => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: text.width, y2: 0, lineWidth, lineColor: COLOURS.ink }],
});

const small = { fontSize: 7, color: COLOURS.middle };

const headNode = ({ title, subtitle }: PacketDocument, text: PdfText): PdfNode => ({
  margin: [MARGINS[0], 26, MARGINS[2], 0],
  ...small,
  columns: [
    { width: text.width - 170, stack: [text.of(short(title))] },
    { width: 170, alignment: 'right', stack: [text.of(subtitle)] },
  ],
});

const footNode = ({ agency, asOf, digest }: PacketDocument, text: PdfText, pages: string): PdfNode => ({
  margin: [MARGINS[0], 16, MARGINS[2], 0],
  ...small,
  columns: [
    { width: text.width - 90, stack: [text.of(`${short(agency)}, as of ${asOf}`), text.of(`SHA-256 ${digest}`)] },
    { width: 90, alignment: 'right', stack: [text.of(pages)] },
  ],
});

/** A head or foot has one line: it must not grow into the page. */
const short = (line: string): string => ([...line].length > 80 ? `${[...line].slice(0, 79).join('')}…` : line);
