import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { journalLine, readJournalLines, type JournalEntry } from './journal-lines.js';

/** An append-only file of checked lines, each on the disk before anybody is told of it. */
export class Journal {
  private isBroken = false;

  private constructor(
    private readonly file: number,
    private readonly read: JournalEntry[],
    private goodBytes: number,
    private check: string,
  ) {}

  /**
   * Reads what is there. A last line that a power loss has cut short is moved aside to `<path>.torn`, and does not count.
   * @throws JournalDamaged for a bad line before the end: nothing is changed then
   */
  static open(path: string): Journal {
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const { entries, goodBytes, check, torn } = readJournalLines(bytes);
    if (torn) appendFileSync(`${path}.torn`, torn, { mode: 0o600 });
    const file = openSync(path, 'a', 0o600);
    ftruncateSync(file, goodBytes);
    fsyncSync(file);
    return new Journal(file, entries, goodBytes, check);
  }

  entries(): readonly JournalEntry[] {
    return this.read;
  }

  /**
   * Returns when the entry is on the disk.
   * @throws Error when it may not be; the journal then takes nothing more until it is opened again
   */
  append(entry: JournalEntry): void {
    if (this.isBroken) throw new Error('the disk failed before: open the store again');
    const { line, check } = journalLine(entry, this.check);
    try {
      writeFileSync(this.file, line);
      fsyncSync(this.file);
    } catch (error) {
      // After a failed sync nobody knows what is on the disk, and a second try may report success without writing.
      this.isBroken = true;
      this.cutBack();
      throw error;
    }
    this.goodBytes += Buffer.byteLength(line);
    this.check = check;
    this.read.push(entry);
  }

  close(): void {
    closeSync(this.file);
  }

  private cutBack(): void {
    try {
      ftruncateSync(this.file, this.goodBytes);
    } catch {
      // The next opening does it.
    }
  }
}
