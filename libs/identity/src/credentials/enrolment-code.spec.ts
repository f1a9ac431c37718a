import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ENROLMENT_CODE_BYTES, enrolmentCodeDigest, formatEnrolmentCode } from './enrolment-code.js';

const random = fc.uint8Array({ minLength: ENROLMENT_CODE_BYTES, maxLength: ENROLMENT_CODE_BYTES });

describe('an enrolment code', () => {
  it('carries at least 128 bits', () => {
    const code = formatEnrolmentCode(new Uint8Array(ENROLMENT_CODE_BYTES));
    expect(code.replace(/-/g, '').length * 5).toBeGreaterThanOrEqual(128);
    expect(code).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  });

  it('is the same code however a person types it', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const code = formatEnrolmentCode(bytes);
        const typed = ` ${code.toLowerCase().replace(/-/g, ' ').replace(/0/g, 'o').replace(/1/g, 'l')} `;
        expect(enrolmentCodeDigest(typed)).toBe(enrolmentCodeDigest(code));
      }),
    );
  });

  it('differs when any of its 140 bits does', () => {
    fc.assert(
      fc.property(random, fc.nat(139), (bytes, bit) => {
        const other = Uint8Array.from(bytes);
        // The lowest bits are used, counted from the end.
        const at = ENROLMENT_CODE_BYTES - 1 - (bit >> 3);
        other[at] = (other[at] as number) ^ (1 << (bit & 7));
        expect(enrolmentCodeDigest(formatEnrolmentCode(other))).not.toBe(
          enrolmentCodeDigest(formatEnrolmentCode(bytes)),
        );
      }),
    );
  });
});
