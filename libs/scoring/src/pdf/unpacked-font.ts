import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

/** Bytes of the headers and directory entries of WOFF 1.0 (W3C 2012, sections 3 and 4) and of the sfnt that it packs (OpenType, `otff`). */
const WOFF = { header: 44, entry: 20 };
const SFNT = { header: 12, entry: 16 };

const unpacked = new Map<string, Buffer>();

/**
 * The font of a WOFF file with its tables unpacked, once per process: the layout engine would unpack it again for every PDF, in JavaScript.
 * @param path of a file that ships with the project
 * @throws Error where it is missing or no WOFF 1.0
 */
export function unpackedFont(path: string): Buffer {
  const before = unpacked.get(path);
  if (before) return before;
  const font = unpack(readFileSync(path), path);
  unpacked.set(path, font);
  return font;
}

function unpack(woff: Buffer, path: string): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error(`${path} is no WOFF 1.0 font`);
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(SFNT.header + count * SFNT.entry);
  woff.copy(directory, 0, 4, 8);
  const power = Math.floor(Math.log2(count));
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(2 ** power * 16, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE((count - 2 ** power) * 16, 10);
  const parts = [directory];
  let offset = directory.length;
  for (let at = 0; at < count; at++) {
    const from = WOFF.header + at * WOFF.entry;
    const [start, packedLength, length] = [4, 8, 12].map((field) => woff.readUInt32BE(from + field));
    const packed = woff.subarray(start, start + packedLength);
    const table = packedLength < length ? inflateSync(packed) : packed;
    const to = SFNT.header + at * SFNT.entry;
    woff.copy(directory, to, from, from + 4);
    woff.copy(directory, to + 4, from + 16, from + 20);
    directory.writeUInt32BE(offset, to + 8);
    directory.writeUInt32BE(length, to + 12);
    // Every table begins at a multiple of four.
    const padded = Buffer.concat([table], Math.ceil(length / 4) * 4);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}
