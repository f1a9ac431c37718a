import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AgencyTurns, type AgencyWindow } from './agency-turns.js';

const ids = fc.uuid();
const has = ({ first, last }: AgencyWindow, id: string): boolean => first <= id && id <= last;
/** The first of these agencies that the windows come to, as the database looks through them. */
const next = (turns: AgencyTurns, waiting: readonly string[], priority = 10): string | undefined => {
  for (const window of turns.windows(priority)) {
    const [found] = waiting.filter((id) => has(window, id)).sort();
    if (found) return found;
  }
  return undefined;
};

describe('the turns of agencies', () => {
  it('come to every agency exactly once, whoever was served and whoever holds what', () => {
    const extremes = fc.constantFrom('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    fc.assert(
      fc.property(fc.array(fc.oneof(ids, extremes), { maxLength: 8 }), fc.oneof(ids, extremes), (taken, asked) => {
        const turns = new AgencyTurns();
        for (const id of taken) turns.took(10, id);
        for (const agency of [...taken, asked])
          expect(turns.windows(10).filter((window) => has(window, agency))).toHaveLength(1);
      }),
    );
  });

  it('go round: among agencies that hold nothing, none is served twice before each was once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(ids, { minLength: 1, maxLength: 8 }), (waiting) => {
        const turns = new AgencyTurns();
        for (let round = 0; round < 3; round += 1) {
          const served = waiting.map(() => {
            const agency = next(turns, waiting)!;
            turns.took(10, agency);
            turns.ended(agency);
            return agency;
          });
          expect([...served].sort()).toEqual([...waiting].sort());
        }
      }),
    );
  });

  it('give no agency a slot while another that waits holds fewer', () => {
    const lengths = fc.uniqueArray(fc.tuple(ids, fc.integer({ min: 1, max: 9 })), {
      selector: ([id]) => id,
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 8 }), (agencies, slots) => {
        const turns = new AgencyTurns();
        const running: { id: string; until: number }[] = [];
        const waiting = agencies.map(([id]) => id);
        const held = (id: string): number => running.filter((each) => each.id === id).length;
        for (let now = 0; now < 60; now += 1) {
          for (const done of running.filter(({ until }) => until <= now)) {
            running.splice(running.indexOf(done), 1);
            turns.ended(done.id);
          }
          while (running.length < slots) {
            const id = next(turns, waiting)!;
            expect(held(id)).toBe(Math.min(...waiting.map(held)));
            turns.took(10, id);
            running.push({ id, until: now + agencies.find(([each]) => each === id)![1] });
          }
        }
      }),
    );
  });
});
