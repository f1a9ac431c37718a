import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JOURNAL_START, JournalDamaged, journalLine, readJournalLines, type JournalEntry } from './journal-lines.js';

const entries = fc.array(
  fc.record({
    type: fc.constant('RECEIPT' as const),
    epoch: fc.nat(),
    seq: fc.nat(),
    receipt: fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.toLowerCase()),
  }),
  { maxLength: 6 },
);

function written(all: readonly JournalEntry[]): { bytes: Buffer; ends: number[] } {
  let check = JOURNAL_START;
  let bytes = Buffer.alloc(0);
  const ends = all.map((entry) => {
    const next = journalLine(entry, check);
    check = next.check;
    bytes = Buffer.concat([bytes, Buffer.from(next.line)]);
    return bytes.length;
  });
  return { bytes, ends };
}

describe('the lines of a journal', () => {
  it('are read up to where the power failed, and a line cut short does not count', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (all, cut) => {
        const { bytes, ends } = written(all);
        const length = bytes.length === 0 ? 0 : cut % (bytes.length + 1);
        const whole = ends.filter((end) => end <= length);
        const read = readJournalLines(bytes.subarray(0, length));
        expect(read.entries).toEqual(all.slice(0, whole.length));
        expect(read.goodBytes).toBe(whole.at(-1) ?? 0);
        expect(read.torn?.length ?? 0).toBe(length - read.goodBytes);
      }),
    );
  });

  it('never give back what was not written: a changed byte stops the reading, or ends it before the last line', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, at, change) => {
        const { bytes, ends } = written(all);
        if (bytes.length === 0) return;
        const position = at % bytes.length;
        bytes[position] = (bytes[position] as number) ^ change;
        const line = ends.findIndex((end) => position < end);
        try {
          const read = readJournalLines(bytes);
          expect(read.entries).toEqual(all.slice(0, read.entries.length));
          // The line break between the last two may be what was changed.
          expect(line).toBeGreaterThanOrEqual(all.length - 2);
          expect(read.entries.length).toBeGreaterThanOrEqual(all.length - 2);
        } catch (error) {
          expect(error).toBeInstanceOf(JournalDamaged);
          expect((error as JournalDamaged).line).toBe(line + 1);
        }
      }),
    );
  });

  it('show a line that was taken out or moved', () => {
    const all = [1, 2, 3, 4].map((seq) => ({ type: 'RECEIPT' as const, epoch: 1, seq, receipt: 'r' }));
    const lines = written(all).bytes.toString('utf8').split('\n');
    const [one, two, three, four] = lines as [string, string, string, string];
    for (const changed of [
      [one, three, four],
      [two, three, four],
      [one, three, two, four],
      [one, two, two, three, four],
    ]) {
      expect(() => readJournalLines(Buffer.from(`${changed.join('\n')}\n`))).toThrow(JournalDamaged);
    }
  });
});
