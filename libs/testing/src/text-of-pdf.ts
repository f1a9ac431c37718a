import { inflateSync } from 'node:zlib';

/** Words that are drawn at once, and how far above the foot of the page, in points. */
interface Drawn {
  text: string;
  above: number;
}

/** The text of each page of one of Parley's PDFs. */
export const textOfPdf = (pdf: Buffer): string[] =>
  drawnInPdf(pdf).map((page) => page.map(({ text }) => text).join(''));

/** What each page shows, read back by the PDF's own tables of its fonts' characters. */
export function drawnInPdf(pdf: Buffer): Drawn[][] {
  const objects = new Map<string, { head: string; stream: string }>();
  const bytes = pdf.toString('latin1');
  for (const [, number, body] of bytes.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head, rest] = body.split('\nstream\n');
    const packed = rest?.slice(0, rest.lastIndexOf('\nendstream'));
    const flate = head.includes('/FlateDecode');
    const stream = packed && flate ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1') : (packed ?? '');
    objects.set(number, { head, stream });
  }
  const at = (number: string | undefined): { head: string; stream: string } =>
    objects.get(number ?? '') ?? { head: '', stream: '' };
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\n/.test(head));
  return pages.map(({ head }) => {
    const resources = at(/\/Resources (\d+) 0 R/.exec(head)?.[1]).head;
    const letters = new Map<string, string[]>();
    for (const [, name, number] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      letters.set(name, lettersOf(at(/\/ToUnicode (\d+) 0 R/.exec(at(number).head)?.[1]).stream));
    }
    return drawn(at(/\/Contents (\d+) 0 R/.exec(head)?.[1]).stream, letters);
  });
}

function lettersOf(table: string): string[] {
  const letters: string[] = [];
  for (const [, first, list] of table.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g)) {
    [...list.matchAll(/<([\w ]*)>/g)].forEach(([, code], place) => {
      const units = code.replace(/ /g, '').match(/\w{4}/g) ?? [];
      letters[parseInt(first, 16) + place] = String.fromCharCode(...units.map((unit) => parseInt(unit, 16)));
    });
  }
  return letters;
}

function drawn(content: string, fonts: Map<string, string[]>): Drawn[] {
  const found: Drawn[] = [];
  let font: string[] = [];
  let above = 0;
  for (const [, y, name, shown] of content.matchAll(/(?<= 1 [\d.]+ )([\d.]+) Tm|\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (y) above = Number(y);
    if (name) font = fonts.get(name) ?? [];
    if (!shown) continue;
    const glyphs = [...shown.matchAll(/<(\w+)>/g)].flatMap(([, codes]) => codes.match(/\w{4}/g) ?? []);
    found.push({ text: glyphs.map((glyph) => font[parseInt(glyph, 16)] ?? '').join(''), above });
  }
  return found;
}
