import { fileOfPackage, pdfEngine } from './pdf-engine.js';

/** A family with the parts into which its package is split, the commonest first: a text's letters are looked for in this order. */
const TYPEFACES = {
  Sans: {
    code: 'source-sans-3',
    parts: ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese', 'cyrillic-ext', 'greek-ext'],
  },
  // For headings, in their weight alone.
  Serif: { code: 'source-serif-4', parts: ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese', 'cyrillic-ext'] },
} as const;
export type Typeface = keyof typeof TYPEFACES;

const family = (typeface: Typeface, part: string): string => (part === 'latin' ? typeface : `${typeface} ${part}`);
const file = (typeface: Typeface, part: string, style: string): string =>
  fileOfPackage(`@fontsource/${TYPEFACES[typeface].code}/files/${TYPEFACES[typeface].code}-${part}-${style}.woff`);

/** Every family with its files, as the layout engine takes them. */
export function fontFiles(): Record<string, Record<string, string>> {
  const files: Record<string, Record<string, string>> = {};
  for (const part of TYPEFACES.Sans.parts) {
    files[family('Sans', part)] = {
      normal: file('Sans', part, '400-normal'),
      bold: file('Sans', part, '600-normal'),
      italics: file('Sans', part, '400-italic'),
    };
  }
  for (const part of TYPEFACES.Serif.parts) {
    const heading = file('Serif', part, '600-normal');
    files[family('Serif', part)] = { normal: heading, bold: heading };
  }
  return files;
}

/** Which family of a typeface has a character; undefined where none has. */
export type FamilyOf = (codePoint: number) => string | undefined;

const known = new Map<Typeface, FamilyOf>();

/** Looks characters up in what the fonts really hold, once per process. */
export function familiesOf(typeface: Typeface): FamilyOf {
  const before = known.get(typeface);
  if (before) return before;
  const { Document } = pdfEngine();
  const document = new Document({}, {}, {}, {}, { autoFirstPage: false, font: null });
  const holders = new Map<number, string>();
  for (const part of TYPEFACES[typeface].parts) {
    const { characterSet } = document.font(file(typeface, part, typeface === 'Sans' ? '400-normal' : '600-normal'))
      ._font.font;
    for (const codePoint of characterSet) {
      if (!holders.has(codePoint)) holders.set(codePoint, family(typeface, part));
    }
  }
  const familyOf: FamilyOf = (codePoint) => holders.get(codePoint);
  known.set(typeface, familyOf);
  return familyOf;
}
