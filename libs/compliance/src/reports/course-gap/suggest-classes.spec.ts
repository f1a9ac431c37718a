import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { suggestClasses, type ClassOffer } from './suggest-classes.js';

const offer = (
  id: string,
  gains: Record<string, number>,
  { onRoster = [], freeSeats = null }: { onRoster?: string[]; freeSeats?: number | null } = {},
): ClassOffer => ({ id, gains: new Map(Object.entries(gains)), onRoster: new Set(onRoster), freeSeats });

const needs = (of: Record<string, number>): Map<string, number> => new Map(Object.entries(of));

describe('the suggestion of classes', () => {
  it('takes the class that completes most members first, and stops when nobody is left', () => {
    const offers = [
      offer('one', { ann: 2 }),
      offer('both', { ann: 2, bob: 2 }),
      offer('bob alone', { bob: 2 }),
      offer('cleo', { cleo: 2 }),
    ];
    expect(suggestClasses(needs({ ann: 2, bob: 2, cleo: 2 }), offers)).toEqual([
      { id: 'both', memberIds: ['ann', 'bob'] },
      { id: 'cleo', memberIds: ['cleo'] },
    ]);
  });

  it('puts two short classes together, though hours are decimals', () => {
    const offers = [offer('first', { ann: 0.1 }), offer('second', { ann: 0.2 }), offer('third', { ann: 0.1 })];
    expect(suggestClasses(needs({ ann: 0.3 }), offers).map(({ id }) => id)).toEqual(['second', 'first']);
  });

  it('fills the free seats with those whom it helps most, and needs none for who is on the roster', () => {
    const small = offer('small', { ann: 1, bob: 2, cleo: 2 }, { onRoster: ['ann'], freeSeats: 1 });
    expect(suggestClasses(needs({ ann: 2, bob: 2, cleo: 2 }), [small])).toEqual([
      { id: 'small', memberIds: ['ann', 'bob'] },
    ]);
    const full = offer('full', { bob: 2 }, { freeSeats: 0 });
    expect(suggestClasses(needs({ bob: 2 }), [full])).toEqual([]);
  });

  it('leaves free seats to those who have none in any class that would do', () => {
    const full = offer('full', { ann: 2, bob: 2 }, { onRoster: ['ann', 'bob'], freeSeats: 0 });
    const later = offer('later', { ann: 2, bob: 2, cleo: 2 }, { freeSeats: 1 });
    expect(suggestClasses(needs({ ann: 2, bob: 2, cleo: 2 }), [later, full])).toEqual([
      { id: 'full', memberIds: ['ann', 'bob'] },
      { id: 'later', memberIds: ['cleo'] },
    ]);
  });

  it('suggests each class once, seats nobody whom it does not help and nobody beyond its seats', () => {
    const people = ['ann', 'bob', 'cleo', 'dan', 'eve'];
    const amounts = fc.dictionary(fc.constantFrom(...people), fc.integer({ min: 1, max: 4 }));
    const offers = fc.array(
      fc.record({
        gains: amounts,
        onRoster: fc.subarray(people),
        freeSeats: fc.option(fc.integer({ min: 0, max: 3 })),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(amounts, offers, (need, given) => {
        const all = given.map((each, index) => offer(`class ${index}`, each.gains, each));
        const chosen = suggestClasses(needs(need), all);
        expect(new Set(chosen.map(({ id }) => id)).size).toBe(chosen.length);
        for (const { id, memberIds } of chosen) {
          const of = all.find((each) => each.id === id)!;
          expect(memberIds.length).toBeGreaterThan(0);
          expect(new Set(memberIds).size).toBe(memberIds.length);
          for (const member of memberIds) expect(of.gains.get(member)! > 0 && need[member]! > 0).toBe(true);
          const seated = memberIds.filter((member) => !of.onRoster.has(member)).length;
          expect(seated).toBeLessThanOrEqual(of.freeSeats ?? Infinity);
        }
        // Whoever is left out could be helped by no class that is left and has a seat.
        const left = new Map(Object.entries(need));
        for (const { id, memberIds } of chosen) {
          for (const member of memberIds) {
            left.set(member, left.get(member)! - all.find((each) => each.id === id)!.gains.get(member)!);
          }
        }
        for (const each of all.filter(({ id }) => !chosen.some((one) => one.id === id))) {
          for (const [member] of each.gains) {
            if (each.freeSeats !== 0 || each.onRoster.has(member)) expect((left.get(member) ?? 0) > 0).toBe(false);
          }
        }
      }),
    );
  });
});
