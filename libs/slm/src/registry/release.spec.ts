import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  chosenRelease,
  mayBecome,
  PERCENTS,
  percentProblem,
  RELEASE_STATES,
  type Percent,
  type Release,
} from './release.js';

const percent = fc.constantFrom(...PERCENTS);
const release = fc.record<Release>({
  versionId: fc.uuid(),
  state: fc.constantFrom('CANARY', 'ACTIVE'),
  percent,
  since: fc.date({ noInvalidDate: true }),
});
const oneOf = (versionId: string, part: Percent, state: Release['state'] = 'CANARY'): Release => ({
  versionId,
  state,
  percent: part,
  since: new Date(0),
});
const CANARY = '0198c000-0000-7000-8000-000000000001';
const STABLE = '0198c000-0000-7000-8000-000000000002';
const sessions = Array.from({ length: 4_000 }, (_, n) => `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`);

describe('which model a session begins with', () => {
  it('is the same whenever and in whatever order it is asked', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uniqueArray(release, { selector: (one) => one.versionId }), (session, releases) => {
        const chosen = chosenRelease(session, releases);
        expect(chosenRelease(session, [...releases].reverse())).toEqual(chosen);
        expect(chosen === null || chosen.percent > 0).toBe(true);
      }),
    );
  });

  it('stays the same for a session that fell to a canary when the canary grows', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), percent, percent, (session, version, one, other) => {
        const [less, more] = one <= other ? [one, other] : [other, one];
        if (chosenRelease(session, [oneOf(version, less)])) {
          expect(chosenRelease(session, [oneOf(version, more)])?.versionId).toBe(version);
        }
      }),
    );
  });

  it('is a canary for about its part of the sessions, and what is active for the rest', () => {
    for (const part of [5, 25] as const) {
      const chosen = sessions.map((id) => chosenRelease(id, [oneOf(STABLE, 100, 'ACTIVE'), oneOf(CANARY, part)]));
      const canaries = chosen.filter((one) => one?.versionId === CANARY).length;
      expect(Math.abs(canaries / sessions.length - part / 100)).toBeLessThan(0.015);
      expect(chosen.filter((one) => one?.versionId === STABLE)).toHaveLength(sessions.length - canaries);
    }
  });

  it('is none outside the part of the only one, all of it at 100 percent and never at 0', () => {
    const share = (part: Percent): number =>
      sessions.filter((id) => chosenRelease(id, [oneOf(CANARY, part)])).length / sessions.length;
    expect(share(0)).toBe(0);
    expect(share(100)).toBe(1);
    expect(chosenRelease(sessions[0]!, [])).toBeNull();
  });

  it('is of two at 100 percent the one that was given later', () => {
    const earlier = { ...oneOf(CANARY, 100, 'ACTIVE'), since: new Date(1) };
    const later = { ...oneOf(STABLE, 100, 'ACTIVE'), since: new Date(2) };
    expect(chosenRelease(sessions[0]!, [earlier, later])).toBe(later);
  });
});

describe('a release', () => {
  it('goes one way and ends', () => {
    for (const state of RELEASE_STATES) {
      expect(mayBecome(state, 'CANDIDATE')).toBe(false);
      expect(mayBecome('RETIRED', state)).toBe(false);
      expect(mayBecome(state, state)).toBe(false);
      if (state !== 'RETIRED') expect(mayBecome(state, 'RETIRED')).toBe(true);
      expect(mayBecome(state, 'ACTIVE')).toBe(state === 'CANARY');
    }
  });

  it('lets a canary take one step up at a time, an active one any, and everything down', () => {
    const allowed = (state: Release['state']): string[] =>
      PERCENTS.flatMap((now) =>
        PERCENTS.filter((wanted) => wanted > now && percentProblem(state, now, wanted) === null).map(
          (to) => `${now}>${to}`,
        ),
      );
    expect(allowed('CANARY')).toEqual(['0>5', '5>25', '25>100']);
    expect(allowed('ACTIVE')).toEqual(['0>5', '0>25', '0>100', '5>25', '5>100', '25>100']);
    fc.assert(
      fc.property(fc.constantFrom(...RELEASE_STATES), percent, percent, (state, now, wanted) => {
        if (wanted <= now) expect(percentProblem(state, now, wanted)).toBeNull();
        else if (state !== 'CANARY' && state !== 'ACTIVE') expect(percentProblem(state, now, wanted)).toContain(state);
      }),
    );
  });
});
