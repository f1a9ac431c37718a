import type { Excerpt, TurnPart } from '../description/debrief-document.js';
import type { PdfNode } from '../../pdf/pdf-engine.js';
import { COLOURS, type PdfText } from '../../pdf/pdf-text.js';

/** Excerpts of at most this many UTF-16 units are kept on one page; longer ones may go over its end. */
const KEPT_TOGETHER = 1_600;

/** Quotations in their turns: set off by a rule, the quoted words bold and underlined, so that they stand out in grey too. */
export const excerptNodes = (
  { excerpts, further }: { excerpts: Excerpt[]; further: string | null },
  text: PdfText,
): PdfNode[] => [
  ...excerpts.map((excerpt) => excerptNode(excerpt, text)),
  ...(further ? [text.of(further, { color: COLOURS.middle, fontSize: 8.5, margin: [0, 1, 0, 3] })] : []),
];

function excerptNode(excerpt: Excerpt, text: PdfText): PdfNode {
  const length = excerpt.reduce((sum, { parts }) => sum + parts.reduce((all, part) => all + part.text.length, 0), 0);
  return {
    table: {
      widths: [64, text.width - 64 - 20],
      body: excerpt.map(({ number, speaker, parts }) => [
        text.of(`Turn ${number}, ${speaker}`, { color: COLOURS.middle, fontSize: 8, margin: [0, 1, 0, 0] }),
        { text: parts.flatMap((part) => partRuns(part, text)) },
      ]),
    },
    layout: 'excerpt',
    unbreakable: length <= KEPT_TOGETHER,
    margin: [2, 4, 0, 5],
  };
}

const partRuns = (part: TurnPart, text: PdfText): PdfNode[] =>
  part.quoted
    ? text.runs(part.text, { bold: true, decoration: 'underline', background: COLOURS.mark })
    : text.runs(part.text);
