import { describe, expect, it } from '@jest/globals';
import { CostBuckets } from './cost-buckets.js';

describe('CostBuckets', () => {
  it('starts full, fills by the second and never above its size', () => {
    const buckets = new CostBuckets(100, 10);
    expect(buckets.take('a', 100, 0)).toBeNull();
    expect(buckets.status('a', 2_000)).toEqual({ maximumAvailable: 100, currentlyAvailable: 20, restoreRate: 10 });
    expect(buckets.status('a', 60_000).currentlyAvailable).toBe(100);
  });

  it('says how many whole seconds until there are enough, and takes nothing until then', () => {
    const buckets = new CostBuckets(100, 10);
    buckets.take('a', 95, 0);
    expect(buckets.take('a', 26, 0)).toBe(3);
    expect(buckets.take('a', 6, 0)).toBe(1);
    expect(buckets.status('a', 0).currentlyAvailable).toBe(5);
    expect(buckets.take('a', 26, 3_000)).toBeNull();
  });

  it('gives back what was not needed, and asks for what was needed beyond it', () => {
    const buckets = new CostBuckets(100, 10);
    buckets.take('a', 60, 0);
    buckets.settle('a', 50, 0);
    expect(buckets.status('a', 0).currentlyAvailable).toBe(90);
    buckets.settle('a', -120, 0);
    expect(buckets.status('a', 0).currentlyAvailable).toBe(0);
    expect(buckets.take('a', 10, 0)).toBe(4);
    // An answer of any size holds its client up for a limited time.
    buckets.settle('a', -1_000_000, 0);
    expect(buckets.take('a', 10, 0)).toBe(11);
  });

  it('keeps each client apart', () => {
    const buckets = new CostBuckets(100, 10);
    buckets.take('a', 100, 0);
    expect(buckets.take('b', 100, 0)).toBeNull();
    expect(buckets.take('a', 1, 0)).toBe(1);
  });

  it('does not grow with the number of clients, and forgets the one that was longest away', () => {
    const buckets = new CostBuckets(100, 10, 1_000);
    for (let client = 0; client < 10_000; client++) {
      buckets.take('busy', 0, client);
      buckets.take(`client ${client}`, 50, client);
    }
    expect(buckets.count).toBe(1_000);
    expect(buckets.status('client 9999', 9_999).currentlyAvailable).toBe(50);
  });
});
