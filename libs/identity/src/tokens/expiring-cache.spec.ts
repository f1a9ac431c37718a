import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExpiringCache } from './expiring-cache.js';

describe('ExpiringCache', () => {
  it('never answers with a value older than its lifetime, whichever way the clock moves', () => {
    const step = fc.record({ set: fc.boolean(), key: fc.constantFrom('a', 'b', 'c'), now: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const cache = new ExpiringCache<number>(30, 2);
        for (const { set, key, now } of steps) {
          if (set) cache.set(key, now, now);
          const setAt = cache.get(key, now);
          if (setAt !== undefined) expect(now - setAt >= 0 && now - setAt < 30).toBe(true);
        }
      }),
    );
  });

  it('holds no more than its capacity', () => {
    const cache = new ExpiringCache<number>(30, 2);
    for (const [index, key] of ['a', 'b', 'c'].entries()) cache.set(key, index, 0);
    expect(['a', 'b', 'c'].map((key) => cache.get(key, 1))).toEqual([undefined, 1, 2]);
  });
});
