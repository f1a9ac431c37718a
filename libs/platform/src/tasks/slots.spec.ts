import { describe, expect, it } from '@jest/globals';
import { Slots } from './slots.js';

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
});
