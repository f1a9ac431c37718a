import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Breaker } from './breaker.js';
import { FLOOR, RetryBudget, SHARE } from './retry-budget.js';
import { SlotLimit } from './slot-limit.js';

describe('the slots of an endpoint', () => {
  it('stay between one and those registered, whatever comes', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('answered' as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
      fc.record({ kind: fc.constant('full' as const) }),
      fc.record({ kind: fc.constant('register' as const), slots: fc.integer({ min: 1, max: 64 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.array(event, { maxLength: 200 }), (slots, events) => {
        const limit = new SlotLimit(slots, 2_000);
        let registered = slots;
        events.forEach((each, now) => {
          if (each.kind === 'answered') limit.answered(each.ms, now, now);
          else if (each.kind === 'full') limit.full(now, now);
          else limit.register((registered = each.slots));
          expect(limit.value).toBeGreaterThanOrEqual(1);
          expect(limit.value).toBeLessThanOrEqual(registered);
        });
      }),
    );
  });

  it('are halved once for all that was sent before, and come back one by one', () => {
    const limit = new SlotLimit(16, 2_000);
    for (let n = 0; n < 16; n += 1) limit.full(100, 200 + n);
    expect(limit.value).toBe(8);
    for (let answers = 0; answers < 8; answers += 1) limit.answered(500, 300, 800);
    expect(limit.value).toBe(8);
    limit.answered(500, 300, 800);
    expect(limit.value).toBe(9);
    for (let answers = 0; answers < 200; answers += 1) limit.answered(500, 300, 800);
    expect(limit.value).toBe(16);
  });

  it('are fewer when first words come later than they did, and not because an engine is slow by itself', () => {
    const slow = new SlotLimit(8, 2_000);
    for (let n = 0; n < 50; n += 1) slow.answered(9_000 + (n % 5) * 1_000, n, n);
    expect(slow.value).toBe(8);
    const loaded = new SlotLimit(8, 2_000);
    for (let n = 0; n < 10; n += 1) loaded.answered(300, n, n);
    loaded.answered(2_500, 100, 100);
    expect(loaded.value).toBe(6);
  });
});

describe('the budget of retries', () => {
  it('allows never more than three and a tenth of the requests, and always those three', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 400 }), (steps) => {
        const budget = new RetryBudget();
        let requests = 0;
        let retries = 0;
        for (const isRequest of steps) {
          if (isRequest) {
            budget.request();
            requests += 1;
          } else if (budget.spend()) retries += 1;
          else expect(retries).toBeGreaterThanOrEqual(FLOOR);
          expect(retries).toBeLessThanOrEqual(FLOOR + SHARE * requests + 1e-6);
        }
      }),
    );
  });

  it('has a tenth of the requests left after a quiet beginning', () => {
    const budget = new RetryBudget();
    for (let n = 0; n < FLOOR; n += 1) budget.spend();
    for (let n = 0; n < 9; n += 1) budget.request();
    expect(budget.spend()).toBe(false);
    budget.request();
    expect(budget.spend()).toBe(true);
  });
});

describe('a breaker', () => {
  it('takes nothing before the endpoint has said that it is well, and all of it then', () => {
    const breaker = new Breaker(() => 1);
    expect([breaker.state, breaker.askHealthAt]).toEqual(['OPEN', 0]);
    breaker.healthy();
    expect(breaker.state).toBe('CLOSED');
  });

  it('opens at the third failure in a row, is closed by health and one answer, and asks ever later', () => {
    const breaker = new Breaker(() => 1);
    breaker.healthy();
    breaker.failed(0);
    breaker.failed(0);
    breaker.succeeded();
    breaker.failed(0);
    breaker.failed(0);
    expect(breaker.state).toBe('CLOSED');
    breaker.failed(5);
    expect([breaker.state, breaker.askHealthAt]).toEqual(['OPEN', 1_005]);
    breaker.unhealthy(1_005);
    expect(breaker.askHealthAt).toBe(3_005);
    breaker.healthy();
    expect(breaker.state).toBe('HALF_OPEN');
    breaker.failed(4_000);
    expect([breaker.state, breaker.askHealthAt]).toEqual(['OPEN', 8_000]);
    breaker.healthy();
    breaker.succeeded();
    expect(breaker.state).toBe('CLOSED');
  });

  it('asks no later because many that were under way failed together', () => {
    const breaker = new Breaker(() => 1);
    breaker.healthy();
    for (let n = 0; n < 30; n += 1) breaker.gone(n);
    expect(breaker.askHealthAt).toBe(1_000);
  });

  it('never goes from open to closed but by health, and after a failure only by an answer too', () => {
    const events = fc.array(fc.constantFrom('succeeded', 'failed', 'gone', 'healthy', 'unhealthy'), { maxLength: 60 });
    fc.assert(
      fc.property(events, (all) => {
        const breaker = new Breaker(() => 0.5);
        let failedOnce = false;
        all.forEach((event, at) => {
          const before = breaker.state;
          if (event === 'succeeded') breaker.succeeded();
          else if (event === 'healthy') breaker.healthy();
          else breaker[event](at);
          if (before === 'OPEN' && event !== 'healthy') expect(breaker.state).toBe('OPEN');
          if (before === 'OPEN' && event === 'healthy') expect(breaker.state).toBe(failedOnce ? 'HALF_OPEN' : 'CLOSED');
          if (
            breaker.state === 'OPEN' &&
            event !== 'succeeded' &&
            event !== 'healthy' &&
            (before !== 'OPEN' || event === 'unhealthy')
          )
            failedOnce = true;
          if (breaker.state === 'CLOSED' && event === 'succeeded') failedOnce = false;
        });
      }),
    );
  });
});
