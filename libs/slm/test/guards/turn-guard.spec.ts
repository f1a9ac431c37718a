import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BANDS, type SpokenTurn, type TurnFault } from '../../src/index.js';
import { faultOf, faultSoFar, type GuardContext } from '../../src/guards/turn-guard.js';
import { containsSlur, heldBackForSlur } from '../../src/guards/slurs.js';
import { tidyTurn } from '../../src/guards/tidy-turn.js';
import { officersOfPacks } from '#testing';
import { scriptOf } from '../scenario-pack.js';
import { BAD_TURNS, CURES, GOOD_TURNS } from './bad-turns.fixture.js';

const PACKS = (await officersOfPacks()).map(([code]) => [code, scriptOf(code)] as const);
const asked: SpokenTurn[] = [{ speaker: 'OFFICER', text: 'Can you tell me what has been going on tonight?' }];
const context = (mood: Partial<GuardContext['mood']> = {}, history = asked): GuardContext => ({
  history,
  mood: { band: 'UNEASY', trust: 3, ...mood },
});
const judge = (text: string, given = context(), finish: 'STOP' | 'LENGTH' | 'REPETITION' = 'STOP'): TurnFault | null =>
  faultOf(text, tidyTurn(text, finish), finish, given);

describe('the guard of a civilian’s turn', () => {
  it.each(Object.entries(BAD_TURNS).flatMap(([fault, turns]) => turns.map((turn) => [fault, turn] as const)))(
    'finds %s in: %s',
    (fault, turn) => {
      expect(judge(turn)).toBe(fault);
    },
  );

  it.each(GOOD_TURNS)('lets pass, in any mood: %s', (turn) => {
    for (const band of BANDS) expect([band, judge(turn, context({ band }))]).toEqual([band, null]);
  });

  it.each(CURES)('finds an instant cure in a crisis, and no fault in a calm one: %s', (turn) => {
    expect(judge(turn, context({ band: 'CRISIS', trust: 1 }))).toBe('INSTANT_CURE');
    expect(judge(turn, context({ band: 'AGITATED', trust: 2 }))).toBe('INSTANT_CURE');
    expect(judge(turn, context({ band: 'CALM', trust: 8 }))).toBeNull();
  });

  it.each(PACKS)('has nothing against any authored line of %s where it may be said', (_code, script) => {
    const wrong = script.lines.flatMap((line) =>
      line.in.map((band) => [line.text, judge(line.text, context({ band, trust: line.minTrust ?? 5 }))] as const),
    );
    expect(wrong.filter(([, fault]) => fault)).toEqual([]);
  });

  it('finds an echo of the officer, and none in a question turned back', () => {
    const after = (text: string) => context({}, [{ speaker: 'OFFICER', text }]);
    expect(judge('Can you tell me what happened tonight?', after('Can you tell me what happened tonight?'))).toBe(
      'ECHO',
    );
    expect(
      judge('I understand that this is hard for you, yes.', after('Listen, I understand that this is hard for you.')),
    ).toBe('ECHO');
    expect(judge('What is my name? What is your name?', after('What is your name?'))).toBeNull();
    expect(judge('Calm down? You calm down.', after('Calm down.'))).toBeNull();
  });

  it('finds a turn said before, word for word or nearly, however long ago', () => {
    const long = Array.from({ length: 150 }, (_, at): SpokenTurn[] => [
      { speaker: 'CIVILIAN', text: `Number ${at} is what they call me over there, ask them at window ${at}.` },
      { speaker: 'OFFICER', text: `And what happened at window ${at}?` },
    ]).flat();
    expect(judge('number 3 is what they call me over there, ask them at window 3', context({}, long))).toBe('REPEAT');
    expect(judge('Fine. The guy at the desk did not even look up.', context({}, long))).toBeNull();
  });

  it('lets somebody say no twice, not three times', () => {
    const said = (times: number): SpokenTurn[] =>
      Array.from({ length: times }, (): SpokenTurn[] => [
        { speaker: 'CIVILIAN', text: 'No.' },
        { speaker: 'OFFICER', text: 'Will you come out?' },
      ]).flat();
    expect(judge('No.', context({}, said(1)))).toBeNull();
    expect(judge('No.', context({}, said(2)))).toBe('REPEAT');
  });

  it('takes the engine’s word that it went in circles', () => {
    expect(judge('I have been standing here since noon.', context(), 'REPETITION')).toBe('REPEAT');
  });

  it('never shows more than two letters of a slur, whatever the pieces are', () => {
    const [slur] = BAD_TURNS.SLUR ?? [];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 60 }), (sizes) => {
        let at = 0;
        let shown = 0;
        for (let i = 0; at < slur.length; i++) {
          at += sizes[i % sizes.length] as number;
          const soFar = slur.slice(0, at);
          if (faultSoFar(soFar)) break;
          shown = soFar.length - heldBackForSlur(soFar);
        }
        expect(shown).toBeLessThanOrEqual('Get that '.length + 2);
      }),
    );
    expect(containsSlur('Pass the spices, the chink in that door lets the raccoons in.')).toBe(false);
  });

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        judge(text, context({ band: 'CRISIS' }));
        expect(tidyTurn(text, 'LENGTH').length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('a tidied turn', () => {
  it.each([
    ['*wipes his face* I never said that. [pause] Never.', 'STOP', 'I never said that. Never.'],
    ['"Get away from me."', 'STOP', 'Get away from me.'],
    ['He told me "get out" and I got out.', 'STOP', 'He told me "get out" and I got out.'],
    ['I walked all night. I came to the bridge and then I', 'LENGTH', 'I walked all night.'],
    ['I walked all night and then', 'LENGTH', 'I walked all night and then'],
    ['Two lines\nare one\n\nturn.', 'STOP', 'Two lines are one turn.'],
    ['(sighs) Fine. (My words, not yours.)', 'STOP', 'Fine. (My words, not yours.)'],
  ] as const)('of %s (%s) is %s', (raw, finish, tidy) => {
    expect(tidyTurn(raw, finish)).toBe(tidy);
  });
});
