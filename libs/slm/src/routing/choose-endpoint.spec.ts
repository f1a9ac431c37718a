import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseEndpoint, type Candidate } from './choose-endpoint.js';
import { placeOf } from './rendezvous.js';

const candidate = (name: string, own: Partial<Candidate> = {}): Candidate => ({
  name,
  free: 1,
  inFlight: 0,
  warm: false,
  ...own,
});
const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 8 });
const sessions = Array.from({ length: 400 }, (_, n) => `session ${n}`);

describe('the endpoint of a request', () => {
  it('is its own by its affinity, in whatever order the endpoints come', () => {
    fc.assert(
      fc.property(names, fc.string(), (all, affinity) => {
        const there = chooseEndpoint(
          affinity,
          all.map((name) => candidate(name)),
        )!;
        const back = chooseEndpoint(
          affinity,
          [...all].reverse().map((name) => candidate(name)),
        )!;
        expect(back.name).toBe(there.name);
      }),
    );
  });

  it('stays its own while that can take one more, however busy it is beside the others', () => {
    fc.assert(
      fc.property(names, fc.string(), (all, affinity) => {
        const idle = all.map((name) => candidate(name));
        const own = chooseEndpoint(affinity, idle)!;
        const busy = idle.map((each) => (each === own ? { ...each, inFlight: 30 } : each));
        expect(chooseEndpoint(affinity, busy)!.name).toBe(own.name);
      }),
    );
  });

  it('changes only for the sessions of an endpoint that leaves', () => {
    fc.assert(
      fc.property(names, fc.nat(), (all, n) => {
        fc.pre(all.length > 1);
        const places = all.map((name) => ({ name }));
        const left = places.filter((_, index) => index !== n % places.length);
        for (const session of sessions.slice(0, 40)) {
          const before = placeOf(session, places)!;
          if (left.includes(before)) expect(placeOf(session, left)).toBe(before);
        }
      }),
    );
  });

  it('spreads the sessions over all', () => {
    const places = ['a', 'b', 'c', 'd'].map((name) => ({ name }));
    const counts = places.map((place) => sessions.filter((session) => placeOf(session, places) === place).length);
    for (const count of counts) expect(count).toBeGreaterThan(70);
  });

  it('is the one with fewest in flight where its own is full', () => {
    const all = [candidate('a', { inFlight: 3 }), candidate('b', { inFlight: 1 }), candidate('c', { inFlight: 2 })];
    const own = chooseEndpoint('session', all)!;
    const others = all.filter((each) => each !== own).sort((x, y) => x.inFlight - y.inFlight);
    expect(chooseEndpoint('session', [{ ...own, free: 0 }, ...others])).toBe(others[0]);
  });

  it('has the adapter at hand while such a one is free, and never is a full one', () => {
    const some = fc.array(
      fc.record({ free: fc.integer({ min: 0, max: 2 }), inFlight: fc.nat(5), warm: fc.boolean() }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(some, fc.string(), (drawn, affinity) => {
        const all = drawn.map((own, index) => candidate(`e${index}`, own));
        const chosen = chooseEndpoint(affinity, all);
        expect(chosen === undefined).toBe(all.every(({ free }) => free === 0));
        if (!chosen) return;
        expect(chosen.free).toBeGreaterThan(0);
        if (all.some(({ warm, free }) => warm && free > 0)) expect(chosen.warm).toBe(true);
      }),
    );
  });
});
