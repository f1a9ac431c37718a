import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../evaluation/local-date.js';
import { dayShown, isShown, readGrant } from './auditor-grant.js';

const entered = {
  name: ' Ida Board ',
  email: ' ida@post.example ',
  organisation: ' POST ',
  recordsFrom: '2026-01-01',
  recordsTo: null,
};
const fieldOf = (changes: object): string | null => {
  try {
    readGrant({ ...entered, ...changes }, '2026-11-24');
    return null;
  } catch (error) {
    return (error as { field: string }).field;
  }
};

describe('what a state auditor is granted', () => {
  it('is read without spaces around it, and refused by its field', () => {
    expect(readGrant(entered, '2026-11-24')).toMatchObject({
      name: 'Ida Board',
      email: 'ida@post.example',
      organisation: 'POST',
    });
    expect(fieldOf({ name: '  ' })).toBe('input.name');
    expect(fieldOf({ organisation: ' ' })).toBe('input.organisation');
    expect(fieldOf({ email: 'post.example' })).toBe('input.email');
    expect(fieldOf({ recordsFrom: '2026-11-25' })).toBe('input.recordsFrom');
    expect(fieldOf({ recordsFrom: '2026-11-24', recordsTo: '2026-11-24' })).toBeNull();
    expect(fieldOf({ recordsFrom: '2026-11-24', recordsTo: '2026-11-23' })).toBe('input.recordsTo');
  });

  it('shows a day of its own whatever day it is, and refuses each other', () => {
    const offset = fc.integer({ min: 0, max: 800 });
    fc.assert(
      fc.property(offset, fc.option(offset), offset, fc.option(offset), (from, length, today, asked) => {
        const recordsFrom = addDays('2024-02-01', from);
        const days = { recordsFrom, recordsTo: length === null ? null : addDays(recordsFrom, length) };
        // A grant is never made for days that have not begun.
        const now = addDays(recordsFrom, today);
        const day = asked === null ? null : addDays('2024-02-01', asked);
        if (day === null || isShown(day, days)) {
          const shown = dayShown(day, now, days);
          expect(isShown(shown, days)).toBe(true);
          expect(day === null || shown === day).toBe(true);
        } else expect(() => dayShown(day, now, days)).toThrow('within the records shown');
      }),
    );
  });
});
