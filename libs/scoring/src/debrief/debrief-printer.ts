import { Injectable } from '@nestjs/common';
import type { DebriefDocument } from './description/debrief-document.js';

/**
 * Prints PDFs one after another: laying one out keeps the process busy for a good part of a second, and several at once would only make all
 * of them, and everything else, wait. What prints is loaded by the first that is asked for.
 */
@Injectable()
export class DebriefPrinter {
  private last: Promise<unknown> = Promise.resolve();

  /** @param digest SHA-256 of the description, hex */
  print(document: DebriefDocument, digest: string): Promise<Buffer> {
    const printed = this.last.then(async () => {
      const { debriefPdf } = await import('./pdf/debrief-pdf.js');
      return debriefPdf(document, digest);
    });
    this.last = printed.catch(() => undefined);
    return printed;
  }
}
