import { createRequire } from 'node:module';

/** What the layout engine takes; its own types describe only another entry. */
export type PdfNode = string | { [key: string]: unknown };

/** A font of the PDF as its layout engine opened it. */
interface OpenedFont {
  _font: { font: { characterSet: number[] } };
}

interface PdfKitDocument {
  on(event: 'data', listener: (chunk: Buffer) => void): this;
  on(event: 'end', listener: () => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  font(file: string | Buffer): OpenedFont;
  end(): void;
}

interface PdfEngine {
  Printer: new (
    fonts: Record<string, Record<string, string>>,
    files: { existsSync(path: string): boolean; readFileSync(path: string): Buffer },
    urls: { resolve(): void; resolved(): Promise<void> },
    mayRead: (path: string) => boolean,
  ) => { createPdfKitDocument(definition: object, options?: object): Promise<PdfKitDocument> };
  Document: new (
    fonts: object,
    images: object,
    patterns: object,
    attachments: object,
    options: object,
  ) => PdfKitDocument;
}

const require = createRequire(import.meta.url);
let loaded: PdfEngine | undefined;

/** The layout engine, read from disk by the first PDF and not by the start of a process. */
export function pdfEngine(): PdfEngine {
  loaded ??= {
    Printer: (require('pdfmake/js/Printer.js') as { default: PdfEngine['Printer'] }).default,
    Document: (require('pdfmake/js/PDFDocument.js') as { default: PdfEngine['Document'] }).default,
  };
  return loaded;
}

/** The path of a file of an installed package. */
export const fileOfPackage = (path: string): string => require.resolve(path);
