import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keptForLiveTurns, Slots } from './slots.js';

describe('slots', () => {
  it('are never more than there are', () => {
    const slots = new Slots(2);
    expect([slots.tryTake(), slots.tryTake(), slots.tryTake()]).toEqual([true, true, false]);
    slots.release();
    expect(slots.tryTake()).toBe(true);
  });

  it('go to who waits, first come first served, before who only looks', async () => {
    const slots = new Slots(1);
    await slots.take();
    const got: string[] = [];
    const first = slots.take().then(() => got.push('first'));
    const second = slots.take().then(() => got.push('second'));
    slots.release();
    expect(slots.tryTake()).toBe(false);
    await first;
    expect(got).toEqual(['first']);
    slots.release();
    await second;
    expect(got).toEqual(['first', 'second']);
  });

  it('tell when nothing runs any more', async () => {
    const slots = new Slots(1);
    await slots.idle();
    await slots.take();
    let idle = false;
    const watching = slots.idle().then(() => (idle = true));
    await Promise.resolve();
    expect(idle).toBe(false);
    slots.release();
    await watching;
    expect(idle).toBe(true);
  });

  it('that are taken away are first used up, and then not given out again', async () => {
    const slots = new Slots(3);
    for (let n = 0; n < 3; n += 1) slots.tryTake();
    slots.resize(1);
    let got = false;
    const waiting = slots.take().then(() => (got = true));
    slots.release();
    slots.release();
    await Promise.resolve();
    expect([got, slots.inUse]).toEqual([false, 1]);
    slots.release();
    await waiting;
    expect([got, slots.inUse]).toEqual([true, 1]);
  });

  it('that are added go to who waits', async () => {
    const slots = new Slots(0);
    const waiting = Promise.all([slots.take(), slots.take()]);
    slots.resize(2);
    await waiting;
    expect([slots.inUse, slots.tryTake()]).toEqual([2, false]);
  });

  it('are never given out above their number, whatever is asked, given back and changed', () => {
    const step = fc.oneof(
      fc.constantFrom('take' as const, 'try' as const, 'release' as const),
      fc.integer({ min: 0, max: 5 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const slots = new Slots(3);
        for (const now of steps) {
          const before = slots.inUse;
          if (now === 'take') void slots.take();
          else if (now === 'try') slots.tryTake();
          else if (now !== 'release') slots.resize(now);
          else if (slots.inUse > 0) slots.release();
          expect(slots.inUse).toBeLessThanOrEqual(Math.max(before, slots.size));
        }
      }),
    );
  });

  it.each([
    [1, 0],
    [2, 1],
    [4, 1],
    [7, 1],
    [8, 2],
    [40, 10],
  ])('of %d keep %d for live turns', (count, kept) => expect(keptForLiveTurns(count)).toBe(kept));
});
