import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TurnFault } from '../engine.js';
import { lot } from '../scripted-player/lot.js';
import { decideGate, figuresOf } from './gate.js';
import type { PlayedCase, PlayedTurnScore } from './play-cases.js';

const turn = (rougeL: number | null, changes: Partial<PlayedTurnScore> = {}): PlayedTurnScore => ({
  scores: rougeL === null ? null : { rougeL, bleu4: rougeL / 2, meteor: rougeL },
  fault: null,
  words: 12,
  firstTextMs: 100,
  ...changes,
});
/** Scenarios of five turns, of which each scores a little differently. */
const cases = (mean: number | null, count = 30, of: (n: number, t: number) => Partial<PlayedTurnScore> = () => ({})) =>
  Array.from({ length: count }, (_, n): PlayedCase => ({
    key: `case ${n}`,
    turns: Array.from({ length: 5 }, (_turn, t) =>
      turn(mean === null ? null : mean + 0.05 * lot(n, `turn ${t}`), of(n, t)),
    ),
  }));
const base = cases(0.1);

describe('the release gate', () => {
  it('accepts what is better and nowhere worse', () => {
    const decision = decideGate(cases(0.16), base, 1);
    expect(decision).toMatchObject({ accepted: true, reasons: [] });
    expect(decision.gain!.low).toBeGreaterThan(0.04);
    expect(decision.guards.every(({ kept }) => kept)).toBe(true);
  });

  it('does not accept what is the same, or better by chance alone', () => {
    expect(decideGate(base, base, 1)).toMatchObject({
      accepted: false,
      reasons: ['the gain in ROUGE-L may be 0.0000 or less'],
    });
    const erratic = cases(0.1).map((one, n) => ({ ...one, turns: one.turns.map(() => turn(n % 2 ? 0.3 : 0)) }));
    expect(decideGate(erratic, base, 1).accepted).toBe(false);
  });

  it.each<[string, TurnFault]>([
    ['roleDrift', 'ROLE_DRIFT'],
    ['refusals', 'REFUSAL'],
    ['slurs', 'SLUR'],
    ['deadTurns', 'EMPTY'],
    ['deadTurns', 'ECHO'],
    ['instantCures', 'INSTANT_CURE'],
  ])('does not accept what is better with more %s (%s)', (name, fault) => {
    const worse = cases(0.2, 30, (n, t) => ({ fault: n % 3 === 0 && t === 0 ? fault : null }));
    const { accepted, reasons, guards } = decideGate(worse, base, 1);
    expect(accepted).toBe(false);
    expect(reasons.join('\n')).toContain(`${name} may be worse`);
    expect(guards.find((guard) => guard.name === name)?.kept).toBe(false);
  });

  it('does not accept what is better and slow, or long, or loses its realism', () => {
    const reasons = (of: Partial<PlayedTurnScore>) =>
      decideGate(
        cases(0.2, 30, () => of),
        base,
        1,
      ).reasons.join('\n');
    expect(reasons({ firstTextMs: 500 })).toContain('firstTextMs may be worse by 400');
    expect(reasons({ words: 90 })).toContain('longTurns may be worse');
    expect(reasons({ fault: 'REFUSAL' })).toContain('realism may be worse by 15');
    expect(reasons({ firstTextMs: 300 })).toBe('');
  });

  it('forgives a fault that the other has as well', () => {
    const drifting = (mean: number) =>
      cases(mean, 30, (n, t) => ({ fault: n % 3 === 0 && t === 0 ? 'ROLE_DRIFT' : null }));
    expect(decideGate(drifting(0.2), drifting(0.1), 1).accepted).toBe(true);
  });

  it('decides nothing by too few scenarios, or by cases without answers', () => {
    expect(decideGate(cases(0.9, 9), cases(0.1, 9), 1).reasons).toEqual([
      '9 scenarios with answers are too few: at least 10',
    ]);
    expect(decideGate(cases(null), cases(null), 1).reasons).toEqual([
      'no case has the civilian’s answers: there is nothing to decide by',
    ]);
    expect(decideGate([{ key: 'a', turns: [] }], [{ key: 'a', turns: [] }], 1)).toMatchObject({
      accepted: false,
      gain: null,
    });
  });

  it('compares only what both have played', () => {
    expect(() => decideGate(cases(0.2, 12), base, 1)).toThrow('other cases');
    const shorter = base.map((one, n) => (n === 3 ? { ...one, turns: one.turns.slice(1) } : one));
    expect(() => decideGate(shorter, base, 1)).toThrow('case 3');
  });

  it('never accepts both of two versions in place of each other', () => {
    const played = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 }), {
      minLength: 10,
      maxLength: 14,
    });
    const asCases = (all: number[][]): PlayedCase[] =>
      all.map((scores, n) => ({ key: `${n}`, turns: scores.map((one) => turn(one)) }));
    fc.assert(
      fc.property(fc.tuple(played, fc.nat()), ([all, seed]) => {
        const others = all.map(([one, two]) => [two!, one!]).reverse();
        const [mine, theirs] = [asCases(all), asCases(others)];
        expect(decideGate(mine, theirs, seed).accepted && decideGate(theirs, mine, seed).accepted).toBe(false);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the figures of a version', () => {
  it('are of 100, with what was not computed called so', () => {
    const played = [
      { key: 'a', turns: [turn(0.2), turn(0.4, { fault: 'REFUSAL', firstTextMs: 900 })] },
      { key: 'b', turns: [turn(null, { fault: 'EMPTY', words: 0 }), turn(null, { fault: 'ECHO', words: 70 })] },
    ];
    expect(figuresOf(played)).toEqual({
      scenarios: 2,
      turns: 4,
      scoredTurns: 2,
      rougeL: 30,
      bleu4: 15,
      meteor: 30,
      bertScore: 'not computed',
      realism: 82.5,
      guards: { roleDrift: 0, refusals: 0.25, slurs: 0, deadTurns: 0.5, instantCures: 0, longTurns: 0.25 },
      firstTextMs: { p50: 100, p95: 900 },
    });
  });
});
