import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPicked, sharePicking } from './picked.js';

const KEY = '5a0c7e55-3f0e-4a57-9a27-0f1b9be1c3a4';

describe('the sample for second reviews', () => {
  it('is none of 0 percent and all of 100, and a larger share holds a smaller', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 0, max: 100 }), (key, session, percent) => {
        expect(isPicked(key, session, 0)).toBe(false);
        expect(isPicked(key, session, 100)).toBe(true);
        if (percent < 100 && isPicked(key, session, percent)) expect(isPicked(key, session, percent + 1)).toBe(true);
      }),
    );
  });

  it('is about as large as the share says', () => {
    const picked = Array.from({ length: 5_000 }, (_, n) => isPicked(KEY, `session ${n}`, 10)).filter(Boolean).length;
    // Four standard deviations of a binomial with n = 5000 and p = 0.1.
    expect(Math.abs(picked - 500)).toBeLessThan(85);
  });

  it('is another one under another key', () => {
    const sample = (key: string) => Array.from({ length: 200 }, (_, n) => isPicked(key, `session ${n}`, 50));
    expect(sample(KEY)).not.toEqual(sample(KEY.replace('5a', '6b')));
  });

  it('is half while the floor is not reached, and never any of an agency that wants none', () => {
    expect(sharePicking({ percent: 10, floor: 2 }, 1)).toBe(50);
    expect(sharePicking({ percent: 10, floor: 2 }, 2)).toBe(10);
    expect(sharePicking({ percent: 80, floor: 2 }, 0)).toBe(80);
    expect(sharePicking({ percent: 0, floor: 5 }, 0)).toBe(0);
  });
});
