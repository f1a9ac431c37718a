import type { PdfNode } from './pdf-engine.js';
import { familiesOf, type Typeface } from './pdf-fonts.js';
import { printable } from './printable-text.js';

export const COLOURS = { ink: '#1f2d3d', accent: '#1d5b73', middle: '#55626f', light: '#c9d1d8', mark: '#fdf1c4' };

/** Writes texts as nodes, and remembers whether any of them had to be described. */
export class PdfText {
  /** @param width of the text on the page, in points */
  constructor(readonly width: number) {}

  /** Whether something was described in brackets because no font has it. */
  described = false;

  /** A text in one style; every text of the document goes through here. */
  of(text: string, style: { [key: string]: unknown } = {}, typeface: Typeface = 'Sans'): PdfNode {
    return { text: this.runs(text, {}, typeface), ...style };
  }

  /** The runs of a text, for a node that joins several. */
  runs(text: string, style: { [key: string]: unknown } = {}, typeface: Typeface = 'Sans'): PdfNode[] {
    return printable(text, familiesOf(typeface), typeface).map((run) => {
      this.described ||= run.described;
      return run.described
        ? { text: run.text, font: 'Sans', ...style, italics: true, bold: false }
        : { text: run.text, font: run.font, ...style };
    });
  }
}
