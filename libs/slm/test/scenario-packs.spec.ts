import { describe, expect, it } from '@jest/globals';
import { ACT_KINDS, ActKind, BANDS, OUTCOME_PATHS, playerScriptSchema } from '../src/index.js';
import { officersOfPacks } from '#testing';
import { dialogue, packOf, scriptOf, wordsSpoken } from './scenario-pack.js';

const PACKS = await officersOfPacks();
const ENDINGS = [
  ['good', 'RESOLUTION'],
  ['poor', 'ESCALATION'],
  ['absurd', 'CONTAINMENT'],
] as const;
const MORE_ABSURD = ['Zebras audit my trombone.', 'Noodle noodle noodle noodle.', 'The walrus has spoken.'];

describe.each(PACKS)('the %s pack', (code, officers) => {
  const script = scriptOf(code);

  it('carries what the scenario format asks for, and its cues once', () => {
    const pack = packOf(code);
    expect(pack).toMatchObject({ format: 'parley-scenario/1', code, version: '1.0.0' });
    expect(pack.cues).toEqual(script.cues);
    expect(script.outcomes.map((outcome) => outcome.path).sort()).toEqual([...OUTCOME_PATHS].sort());
  });

  it('has enough to say in every band and to every act', () => {
    expect(script.lines.length).toBeGreaterThanOrEqual(110);
    for (const band of BANDS)
      expect(script.lines.filter((line) => line.in.includes(band)).length).toBeGreaterThanOrEqual(30);
    const rare: ActKind[] = ['NAME_USE', 'GREETING', 'INTRODUCTION'];
    for (const act of ACT_KINDS.filter((kind) => !rare.includes(kind))) {
      expect([act, script.lines.filter((line) => line.acts?.includes(act)).length >= 3]).toEqual([act, true]);
    }
    const unkind = script.lines.filter((line) => line.in.includes('CRISIS') || line.in.includes('AGITATED'));
    expect(unkind.filter((line) => line.acts?.includes('ORDER')).length).toBeGreaterThanOrEqual(15);
    expect(unkind.filter((line) => line.acts?.includes('NONSENSE')).length).toBeGreaterThanOrEqual(20);
    for (const band of BANDS)
      expect(script.lines.some((line) => line.in.includes(band) && !line.acts && !line.topics)).toBe(true);
  });

  it('never repeats itself to a good, a poor or an absurd officer, and ends as they made it end', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      for (const [who, path] of ENDINGS) {
        const { turns } = dialogue(
          script,
          who === 'absurd' ? [...officers.absurd, ...MORE_ABSURD] : officers[who],
          seed,
        );
        expect([who, seed, turns.at(-1)?.ended?.path]).toEqual([who, seed, path]);
        expect(turns.length).toBeGreaterThanOrEqual(10);
        expect(new Set(turns.map(wordsSpoken)).size).toBe(turns.length);
      }
    }
  });

  it('shows each cue on its turn', () => {
    const { turns } = dialogue(script, officers.good);
    for (const cue of script.cues) {
      expect(turns[cue.onTurn - 1].cues).toEqual([cue.id]);
      expect(turns[cue.onTurn - 1].text).toContain(`[${cue.text}]`);
    }
  });

  it('answers nonsense with bewilderment and never with a story', () => {
    for (const turn of dialogue(script, officers.absurd).turns) {
      const line = script.lines.find((one) => one.id === turn.lineId);
      expect(line?.topics).toBeUndefined();
      expect(line?.acts ?? ['NONSENSE']).toContain('NONSENSE');
    }
  });
});

describe('a player script', () => {
  const whole = scriptOf('traffic-stop');
  const messages = (script: unknown): string => playerScriptSchema.safeParse(script).error?.message ?? '';

  it.each([
    ['a text used twice', { ...whole, lines: [...whole.lines, { ...whole.lines[0], id: 'again' }] }, 'is used twice'],
    ['an unknown topic', { ...whole, lines: [{ ...whole.lines[0], topics: ['NOWHERE'] }] }, 'unknown topic NOWHERE'],
    ['a fact nobody sets', { ...whole, lines: [{ ...whole.lines[0], needs: ['FLEW'] }] }, 'needs FLEW'],
    ['a path without an outcome', { ...whole, outcomes: whole.outcomes.slice(0, 1) }, 'no outcome leads to'],
    ['bands out of order', { ...whole, bands: { CALM: 6, UNEASY: 5, AGITATED: 7 } }, 'bounds of the bands'],
    ['a line that is too short', { ...whole, lines: [{ ...whole.lines[0], text: 'No.' }] }, '4 to 45 words'],
  ])('is refused with %s', (_what, script, message) => {
    expect(messages(script)).toContain(message);
  });
});
