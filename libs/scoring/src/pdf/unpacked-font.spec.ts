import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { pdfEngine } from './pdf-engine.js';
import { fontFiles } from './pdf-fonts.js';
import { unpackedFont } from './unpacked-font.js';

const paths = Object.values(fontFiles()).map(({ normal }) => normal!);

describe('an unpacked font', () => {
  it.each(paths.map((path) => [path.slice(path.lastIndexOf('/') + 1), path]))('has all tables of %s', (_name, path) => {
    const { Document } = pdfEngine();
    const opened = (file: string | Buffer) => {
      const { font } = new Document({}, {}, {}, {}, { autoFirstPage: false, font: null }).font(file)._font;
      return font as unknown as Tables;
    };
    const [packed, plain] = [opened(path), opened(unpackedFont(path))];
    expect(plain.characterSet).toEqual(packed.characterSet);
    expect(Object.keys(plain.directory.tables)).toEqual(Object.keys(packed.directory.tables));
    for (const tag of Object.keys(packed.directory.tables)) expect(tableOf(plain, tag)).toEqual(tableOf(packed, tag));
  });

  it('is made of nothing else', () => {
    expect(() => unpackedFont(fileURLToPath(import.meta.url))).toThrow(/is no WOFF 1.0 font/);
  });
});

interface Tables {
  characterSet: number[];
  /** As the engine reads it: unpacked where it is packed. */
  _getTableStream(tag: string): { buffer: Uint8Array; pos: number } | null;
  directory: { tables: Record<string, unknown> };
}

/** The bytes of a table, up to its length. */
function tableOf(font: Tables, tag: string): Buffer {
  const { length, origLength } = font.directory.tables[tag] as { length: number; origLength?: number };
  const stream = font._getTableStream(tag)!;
  return Buffer.from(stream.buffer).subarray(stream.pos, stream.pos + (origLength ?? length));
}
