import { describe, expect, it } from '@jest/globals';
import { MOST_RECORD_BYTES, MOST_RECORDS } from '#edge-sync';
import fc from 'fast-check';
import type { StoredRecord } from './journal-lines.js';
import { BATCH_BYTES, pushBatches } from './push-batches.js';

const record = (epoch: number, seq: number, bytes: number): StoredRecord => ({
  type: 'RECORD',
  epoch,
  seq,
  recordId: `${epoch}-${seq}`,
  assignmentId: 'assignment',
  record: 'a'.repeat(bytes),
});

describe('the pushes of a backlog', () => {
  it('hold every record once and in order, within every limit, and ask for the newest epoch last', () => {
    const sizes = fc.oneof(fc.constantFrom(1, 80_000, MOST_RECORD_BYTES), fc.integer({ min: 1, max: 9_000 }));
    fc.assert(
      fc.property(fc.array(sizes, { maxLength: 150 }), fc.array(sizes, { maxLength: 5 }), (before, now) => {
        const waiting = [
          ...before.map((bytes, at) => record(1, at + 1, bytes)),
          ...now.map((bytes, at) => record(2, at + 1, bytes)),
        ];
        const batches = pushBatches(waiting, 2);
        expect(batches.flatMap((batch) => batch.records)).toEqual(waiting);
        expect(batches.at(-1)?.epoch).toBe(2);
        for (const { epoch, records } of batches) {
          const bytes = records.reduce((sum, one) => sum + one.record.length, 0);
          expect(records.length).toBeLessThanOrEqual(MOST_RECORDS);
          expect(bytes <= BATCH_BYTES).toBe(true);
          expect(records.every((one) => one.epoch === epoch)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are one that holds nothing when nothing waits', () => {
    expect(pushBatches([], 3)).toEqual([{ epoch: 3, records: [] }]);
  });
});
