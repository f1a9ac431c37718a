import { pdfEngine } from './pdf-engine.js';
import { fontFiles } from './pdf-fonts.js';
import { unpackedFont } from './unpacked-font.js';

/**
 * Lays out a document. The same definition is the same bytes, if it says its own `creationDate` and `modDate`: nothing here is drawn by lot
 * or by the clock. @param definition as pdfmake has it, with texts from `PdfText`
 */
export async function printPdf(definition: object, tableLayouts: object): Promise<Buffer> {
  const { Printer } = pdfEngine();
  const fonts = fontFiles();
  const files = new Set(Object.values(fonts).flatMap((family) => Object.values(family)));
  const printer = new Printer(
    fonts,
    { existsSync: (path) => files.has(path), readFileSync: unpackedFont },
    // Nothing is fetched: a document names no address, and what a person typed is never taken for one.
    { resolve: () => undefined, resolved: () => Promise.resolve() },
    (path) => files.has(path),
  );
  const pdf = await printer.createPdfKitDocument(definition, { tableLayouts });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk) => void chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    pdf.end();
  });
}
