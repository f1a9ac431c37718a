import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { JWK } from 'jose';

/** What the device must not forget: who it is, and which server it believes. */
export interface DeviceIdentity {
  apiUrl: string;
  issuer: string;
  clientId: string;
  agencyId: string;
  epoch: number;
  privateJwk: JWK;
  receiptKeys: JWK[];
  /** Changes with every start of the device's clock. */
  bootId: string;
  lastServerTime: string;
}

export interface StoredAssignment {
  assignmentId: string;
  traineeId: string;
  ticket: string;
  scenarioDigest: string;
  scenario: string;
  rubricDigest: string;
  rubric: string;
}

/** One line of the journal, in the order in which things became true on this device. */
export type JournalEntry =
  | { type: 'RECORD'; seq: number; recordId: string; assignmentId: string; record: string }
  | { type: 'RECEIPT'; seq: number; receipt: string };

/**
 * The device's memory: an append-only JSONL journal, synced to the disk before anything is said to be stored, and two small
 * files that are replaced whole. A line cut short by a power loss is dropped at the next opening: nobody was told of it.
 */
export class DeviceStore {
  private constructor(
    private readonly folder: string,
    private readonly journal: number,
    private readonly entries: JournalEntry[],
  ) {}

  static open(folder: string): DeviceStore {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'journal.jsonl');
    const { entries, goodBytes } = readJournal(path);
    const journal = openSync(path, 'a', 0o600);
    ftruncateSync(journal, goodBytes);
    fsyncSync(journal);
    syncFolder(folder);
    return new DeviceStore(folder, journal, entries);
  }

  identity(): DeviceIdentity | null {
    return this.readFile<DeviceIdentity>('identity.json');
  }

  saveIdentity(identity: DeviceIdentity): void {
    this.replaceFile('identity.json', identity);
  }

  assignments(): StoredAssignment[] {
    return this.readFile<StoredAssignment[]>('assignments.json') ?? [];
  }

  saveAssignments(assignments: readonly StoredAssignment[]): void {
    this.replaceFile('assignments.json', assignments);
  }

  /** Returns when the entry is on the disk. */
  append(entry: JournalEntry): void {
    writeSync(this.journal, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.journal);
    this.entries.push(entry);
  }

  records(): Extract<JournalEntry, { type: 'RECORD' }>[] {
    return this.entries.filter((entry) => entry.type === 'RECORD');
  }

  receiptOf(seq: number): string | null {
    const found = this.entries.find((entry) => entry.type === 'RECEIPT' && entry.seq === seq);
    return found?.type === 'RECEIPT' ? found.receipt : null;
  }

  close(): void {
    closeSync(this.journal);
  }

  private readFile<T>(name: string): T | null {
    const path = join(this.folder, name);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : null;
  }

  /** Written beside and renamed, so that a power loss leaves the old file or the new one. */
  private replaceFile(name: string, content: unknown): void {
    const path = join(this.folder, name);
    const file = openSync(`${path}.new`, 'w', 0o600);
    writeSync(file, JSON.stringify(content));
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}.new`, path);
    syncFolder(dirname(path));
  }
}

function readJournal(path: string): { entries: JournalEntry[]; goodBytes: number } {
  const entries: JournalEntry[] = [];
  let goodBytes = 0;
  if (!existsSync(path)) return { entries, goodBytes };
  const text = readFileSync(path, 'utf8');
  for (const line of text.split('\n').slice(0, -1)) {
    try {
      entries.push(JSON.parse(line) as JournalEntry);
    } catch {
      throw new Error(`${path} is damaged after line ${entries.length}: keep the file and ask for help`);
    }
    goodBytes += Buffer.byteLength(line) + 1;
  }
  return { entries, goodBytes };
}

/** A new name in a folder is only safe when the folder itself is on the disk. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
