import { crc32 } from 'node:zlib';

/** Of PKWARE's APPNOTE 6.3.10: signatures and the flag that names are UTF-8. */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const UTF8 = 0x0800;
const VERSION = 20;
/** 1 January 1980, 00:00: the format has no other way to say that there is no date. */
const NO_DATE = 0x0021;
/** Above this the format wants its 64-bit extension. */
const MOST_BYTES = 0xffffffff;
const MOST_FILES = 0xffff;

export interface ZippedFile {
  /** With `/` between folders. */
  name: string;
  bytes: Buffer;
}

/**
 * A ZIP archive in pieces, a file at a time: the same files are the same bytes. They are stored as they are: what a compressor makes
 * of them differs from version to version, and a PDF is compressed already.
 * @throws Error above 4 GiB or 65,535 files
 */
export async function* zipOf(files: AsyncIterable<ZippedFile>): AsyncGenerator<Buffer> {
  const entries: Buffer[] = [];
  let offset = 0;
  for await (const { name, bytes } of files) {
    const path = Buffer.from(name, 'utf8');
    const about = aboutOf(path, bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(LOCAL, 0);
    about.copy(local, 4);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(VERSION, 4);
    about.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    entries.push(Buffer.concat([central, path]));
    yield Buffer.concat([local, path]);
    yield bytes;
    offset += local.length + path.length + bytes.length;
    if (offset > MOST_BYTES || entries.length > MOST_FILES)
      throw new Error('a ZIP of 4 GiB or 65,535 files is too large');
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  yield directory;
  yield end;
}

/** What the header of a file and the directory's line about it have in common, 26 bytes. */
function aboutOf(path: Buffer, bytes: Buffer): Buffer {
  const about = Buffer.alloc(26);
  about.writeUInt16LE(VERSION, 0);
  about.writeUInt16LE(UTF8, 2);
  about.writeUInt16LE(NO_DATE, 8);
  about.writeUInt32LE(crc32(bytes), 10);
  about.writeUInt32LE(bytes.length, 14);
  about.writeUInt32LE(bytes.length, 18);
  about.writeUInt16LE(path.length, 22);
  return about;
}
