import { acquireProcessLock, type ProcessLock } from '#platform';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { JWK } from 'jose';
import { Journal } from './journal.js';
import type { JournalEntry, StoredRecord } from './journal-lines.js';

/** What the device must not forget: who it is, and which server it believes. Written when it enrols, and when the server's keys change. */
export interface DeviceIdentity {
  apiUrl: string;
  issuer: string;
  clientId: string;
  agencyId: string;
  epoch: number;
  privateJwk: JWK;
  /** Public keys that the server's receipts and tickets verify with. */
  serverKeys: JWK[];
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

/**
 * The device's memory: an append-only journal, and two small files that are replaced whole. One process has it open at a time: two
 * would give two records the same number, and the server would take the device for a cloned one.
 */
export class DeviceStore {
  private constructor(
    private readonly folder: string,
    private readonly journal: Journal,
    private readonly lock: ProcessLock,
  ) {}

  /** @throws LockHeldError while another process has it open; JournalDamaged */
  static async open(folder: string): Promise<DeviceStore> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = await acquireProcessLock(join(folder, 'store.lock'));
    try {
      const journal = Journal.open(join(folder, 'journal.jsonl'));
      syncFolder(folder);
      syncFolder(dirname(folder));
      return new DeviceStore(folder, journal, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
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
    this.journal.append(entry);
  }

  /** Of every installation, oldest first. */
  records(): StoredRecord[] {
    return this.journal.entries().filter((entry) => entry.type === 'RECORD');
  }

  /** Only receipts that were verified are in the journal. */
  receiptOf(record: Pick<StoredRecord, 'epoch' | 'seq'>): string | null {
    const of = (entry: JournalEntry) =>
      entry.type === 'RECEIPT' && entry.epoch === record.epoch && entry.seq === record.seq;
    const found = this.journal.entries().find(of);
    return found?.type === 'RECEIPT' ? found.receipt : null;
  }

  /** The receipt that came last; null before the first. */
  newestReceipt(): string | null {
    const newest = this.journal
      .entries()
      .filter((entry) => entry.type === 'RECEIPT')
      .at(-1);
    return newest?.type === 'RECEIPT' ? newest.receipt : null;
  }

  async close(): Promise<void> {
    this.journal.close();
    await this.lock.release();
  }

  private readFile<T>(name: string): T | null {
    const path = join(this.folder, name);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : null;
  }

  /** Written beside and renamed, so that a power loss leaves the old file or the new one. */
  private replaceFile(name: string, content: unknown): void {
    const path = join(this.folder, name);
    const file = openSync(`${path}.new`, 'w', 0o600);
    try {
      writeFileSync(file, JSON.stringify(content));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(`${path}.new`, path);
    syncFolder(this.folder);
  }
}

/** A new name in a folder is only safe when the folder itself is on the disk. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
