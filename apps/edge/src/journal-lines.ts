import { createHash } from 'node:crypto';

/** One line of the journal, in the order in which things became true on this device. */
export type JournalEntry =
  | { type: 'RECORD'; epoch: number; seq: number; recordId: string; assignmentId: string; record: string }
  | { type: 'RECEIPT'; epoch: number; seq: number; receipt: string };

export type StoredRecord = Extract<JournalEntry, { type: 'RECORD' }>;

export interface ReadJournal {
  entries: JournalEntry[];
  /** Length of the good lines, and `check` of the last of them. */
  goodBytes: number;
  check: string;
  /** What an append left behind that never ended. Nobody was told that it is stored. */
  torn: Buffer | null;
}

/** A journal with bad lines before its end: something other than a power loss happened to it. */
export class JournalDamaged extends Error {
  constructor(readonly line: number) {
    super(`the journal is damaged at line ${line}: keep the file and ask for help`);
    this.name = 'JournalDamaged';
  }
}

/** What the first line continues. */
export const JOURNAL_START = '0'.repeat(64);

/** A line holds the digest of itself after the line before, so that a changed, lost or moved line shows. */
export function journalLine(entry: JournalEntry, previousCheck: string): { line: string; check: string } {
  const check = checkOf(entry, previousCheck);
  return { line: `${JSON.stringify({ check, entry })}\n`, check };
}

/** @throws JournalDamaged for a bad line that is not the last one */
export function readJournalLines(bytes: Buffer): ReadJournal {
  const entries: JournalEntry[] = [];
  let goodBytes = 0;
  let check = JOURNAL_START;
  while (goodBytes < bytes.length) {
    const end = bytes.indexOf('\n', goodBytes);
    const read = end < 0 ? null : readLine(bytes.subarray(goodBytes, end), check);
    if (!read) {
      if (end >= 0 && end < bytes.length - 1) throw new JournalDamaged(entries.length + 1);
      return { entries, goodBytes, check, torn: bytes.subarray(goodBytes) };
    }
    entries.push(read.entry);
    check = read.check;
    goodBytes = end + 1;
  }
  return { entries, goodBytes, check, torn: null };
}

function readLine(line: Buffer, previousCheck: string): { entry: JournalEntry; check: string } | null {
  try {
    const { check, entry } = JSON.parse(line.toString('utf8')) as { check: string; entry: JournalEntry };
    return check === checkOf(entry, previousCheck) ? { entry, check } : null;
  } catch {
    return null;
  }
}

const checkOf = (entry: JournalEntry, previousCheck: string): string =>
  createHash('sha256').update(previousCheck).update(JSON.stringify(entry)).digest('hex');
