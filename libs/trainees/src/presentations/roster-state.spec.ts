import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayFollow, needsReason, ROSTER_STATES, rosterIsOpen, type RosterState } from './roster-state.js';

const state = fc.constantFrom(...ROSTER_STATES);

describe('a roster', () => {
  it('goes from draft to the board and back only by the steps a board knows', () => {
    const steps = ROSTER_STATES.flatMap((from) =>
      ROSTER_STATES.filter((to) => mayFollow(from, to)).map((to) => `${from} ${to}`),
    );
    expect(steps).toEqual([
      'DRAFT SUBMITTED',
      'SUBMITTED PENDING',
      'SUBMITTED APPROVED',
      'SUBMITTED REJECTED',
      'PENDING APPROVED',
      'PENDING REJECTED',
      'APPROVED CORRECTED',
      'REJECTED CORRECTED',
      'CORRECTED SUBMITTED',
    ]);
  });

  it('is approved only after a submission since it was last open', () => {
    fc.assert(
      fc.property(fc.array(state, { maxLength: 30 }), (wanted) => {
        const lived: RosterState[] = ['DRAFT'];
        for (const next of wanted) if (mayFollow(lived.at(-1) as RosterState, next)) lived.push(next);
        lived.forEach((reached, index) => {
          if (reached !== 'APPROVED') return;
          const before = lived.slice(0, index);
          const opened = Math.max(before.lastIndexOf('DRAFT'), before.lastIndexOf('CORRECTED'));
          expect(before.slice(opened)).toContain('SUBMITTED');
        });
      }),
    );
  });

  it('never stays in its state by a step, and always has a next one', () => {
    fc.assert(
      fc.property(state, (from) => {
        expect(mayFollow(from, from)).toBe(false);
        expect(ROSTER_STATES.some((to) => mayFollow(from, to))).toBe(true);
      }),
    );
  });

  it('takes trainees before the board has it, and says why it was refused or reopened', () => {
    expect(ROSTER_STATES.filter(rosterIsOpen)).toEqual(['DRAFT', 'CORRECTED']);
    expect(ROSTER_STATES.filter(needsReason)).toEqual(['REJECTED', 'CORRECTED']);
  });
});
