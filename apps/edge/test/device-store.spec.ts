import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LockHeldError } from '#platform';
import { transformFile } from '@swc/core';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceStore, type DeviceIdentity } from '../src/device-store.js';
import { JournalDamaged, type JournalEntry } from '../src/journal-lines.js';

const record = (seq: number, epoch = 1): JournalEntry => ({
  type: 'RECORD',
  epoch,
  seq,
  recordId: `${seq}`,
  assignmentId: 'assignment',
  record: `header.payload${seq}.signature`,
});

describe('the device’s store', () => {
  let folder: string;
  let journal: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-device-'));
    journal = join(folder, 'journal.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function withStore<T>(work: (store: DeviceStore) => T): Promise<T> {
    const store = await DeviceStore.open(folder);
    try {
      return work(store);
    } finally {
      await store.close();
    }
  }
  const seqs = () => withStore((store) => store.records().map(({ seq }) => seq));

  it('remembers records and receipts of every installation in their order', async () => {
    await withStore((store) => {
      store.append(record(1));
      store.append({ type: 'RECEIPT', epoch: 1, seq: 1, receipt: 'first' });
      store.append(record(1, 2));
      store.saveIdentity({ epoch: 2 } as DeviceIdentity);
    });
    await withStore((store) => {
      expect(store.records().map(({ epoch, seq }) => [epoch, seq])).toEqual([
        [1, 1],
        [2, 1],
      ]);
      expect([store.receiptOf({ epoch: 1, seq: 1 }), store.receiptOf({ epoch: 2, seq: 1 })]).toEqual(['first', null]);
      expect(store.newestReceipt()).toBe('first');
      expect(store.identity()).toEqual({ epoch: 2 });
    });
    expect(statSync(join(folder, 'identity.json')).mode & 0o077).toBe(0);
  });

  it('drops a last line that was cut short, keeps its bytes aside, and goes on', async () => {
    await withStore((store) => [1, 2].forEach((seq) => store.append(record(seq))));
    const torn = '{"check":"00","entry":{"type":"REC';
    appendFileSync(journal, torn);
    await withStore((store) => store.append(record(3)));
    expect(await seqs()).toEqual([1, 2, 3]);
    expect(readFileSync(`${journal}.torn`, 'utf8')).toBe(torn);
  });

  it('reports a damaged line before the end, and changes nothing', async () => {
    await withStore((store) => [1, 2, 3].forEach((seq) => store.append(record(seq))));
    const damaged = readFileSync(journal, 'utf8').replace('payload2', 'payload9');
    writeFileSync(journal, damaged);
    await expect(DeviceStore.open(folder)).rejects.toMatchObject({ name: JournalDamaged.name, line: 2 });
    expect(readFileSync(journal, 'utf8')).toBe(damaged);
  });

  it('is open in one place at a time: two would give two records one number', async () => {
    const store = await DeviceStore.open(folder);
    await expect(DeviceStore.open(folder)).rejects.toBeInstanceOf(LockHeldError);
    await store.close();
    expect(await seqs()).toEqual([]);
  });

  it('holds everything that it said was stored, however often it is killed', async () => {
    const program = await appendingProgram(folder);
    let told = 0;
    for (const appends of [1, 7, 23]) {
      const child = spawn(process.execPath, [program, journal], { stdio: ['ignore', 'pipe', 'inherit'] });
      const enough = told + appends;
      child.stdout.setEncoding('utf8').on('data', (said: string) => {
        told = Math.max(told, ...said.split('\n').map(Number));
        if (told >= enough) child.kill('SIGKILL');
      });
      await once(child, 'close');
      expect(child.signalCode).toBe('SIGKILL');
      const stored = await seqs();
      expect(stored).toEqual(stored.map((_, index) => index + 1));
      expect(stored.length).toBeGreaterThanOrEqual(told);
      told = stored.length;
    }
  });
});

/** Plain JavaScript that appends without end, and tells each number only once its record is on the disk. */
async function appendingProgram(folder: string): Promise<string> {
  for (const name of ['journal', 'journal-lines']) {
    const { code } = await transformFile(join(import.meta.dirname, `../src/${name}.ts`), { sourceMaps: false });
    writeFileSync(join(folder, `${name}.js`), code);
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const program = join(folder, 'append.js');
  writeFileSync(
    program,
    `import { Journal } from './journal.js';
     const journal = Journal.open(process.argv[2]);
     for (let seq = journal.entries().length + 1; ; seq += 1) {
       const record = 'é'.repeat(20_000);
       journal.append({ type: 'RECORD', epoch: 1, seq, recordId: String(seq), assignmentId: 'assignment', record });
       process.stdout.write(seq + '\\n');
     }`,
  );
  return program;
}
