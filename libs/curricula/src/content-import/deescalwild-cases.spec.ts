import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDeescalwildCases } from './deescalwild-cases.js';
import type { ImportedScenario } from './imported-item.js';

const good = (id: unknown): Record<string, unknown> => ({
  case_id: id,
  scenario_context: 'A man will not leave the shop.',
  character_profile: {
    name: 'Ray Holt',
    age: 40,
    emotional_state: 'angry',
    speaking_style: 'loud',
    background: 'none',
  },
  police_dialogue: ['Hello, I am Officer Lund.'],
});

const reasonFor = (change: (one: Record<string, unknown>) => void): string => {
  const one = good('1');
  change(one);
  const { items, rejected } = parseDeescalwildCases(JSON.stringify([one]));
  expect(items).toEqual([]);
  return rejected[0].reason;
};

describe('DeEscalWild cases', () => {
  it('account for every element of the array, good or bad', () => {
    const element = fc.oneof(
      fc.integer({ min: 0, max: 30 }).map((id) => JSON.stringify(good(id))),
      fc.json({ maxDepth: 3 }),
      fc.constantFrom('{"case_id": }', '{"__proto__": {"case_id": 1}}', '{"a":1]}', 'nonsense', '{]'),
    );
    fc.assert(
      fc.property(fc.array(element, { minLength: 1 }), (elements) => {
        const read = parseDeescalwildCases(`[\n${elements.join(',\n')}\n]`);
        expect(read.rows).toBe(elements.length);
        expect(read.items.length + read.rejected.length).toBe(elements.length);
        const lines = [...read.items, ...read.rejected].map((one) => one.line ?? 0).sort((a, b) => a - b);
        expect(lines).toEqual(elements.map((_, at) => at + 2));
      }),
    );
  });

  it('say what is wrong with a case, and where', () => {
    expect(reasonFor((one) => delete one.case_id)).toBe('case_id is missing');
    expect(reasonFor((one) => (one.scenario_context = 7))).toBe('scenario_context must be text');
    expect(reasonFor((one) => delete one.character_profile)).toBe('character_profile is missing');
    expect(reasonFor((one) => (one.character_profile = { age: 3 }))).toBe('character_profile.name is missing');
    expect(reasonFor((one) => (one.police_dialogue = 'Hello'))).toBe('police_dialogue must be a list of officer lines');
    expect(reasonFor((one) => (one.police_dialogue = ['Hi', ' ']))).toBe('police_dialogue 2 is empty');
    expect(reasonFor((one) => (one.police_dialogue = ['x'.repeat(4_001)]))).toBe(
      'police_dialogue 1 is 4001 characters long; at most 4000 are allowed',
    );
    expect(reasonFor((one) => (one.scenario_context = 'bell \u0007'))).toBe(
      'scenario_context holds the control character U+0007',
    );
    expect(reasonFor((one) => (one.scenario_context = 'half \ud83d'))).toMatch(/lone surrogate/);
    expect(reasonFor((one) => (one.scenario_context = 'caf\ufffd'))).toMatch(/save the file as UTF-8/);
  });

  it('keep the first of two cases with one id, whether a number or a text', () => {
    const read = parseDeescalwildCases(`[\n${JSON.stringify(good(7))},\n${JSON.stringify(good('7'))}]`);
    expect(read.items).toHaveLength(1);
    expect(read.rejected).toEqual([{ line: 3, pointer: '/case_id', reason: 'case_id "7" already stands on line 2' }]);
  });

  it('refuse a case that says one thing twice, because the file does not say which it means', () => {
    const twice = JSON.stringify(good(1)).replace('"age":40', '"age":40,"age":14');
    expect(parseDeescalwildCases(`[${twice}]`).rejected).toEqual([
      { line: 1, pointer: '/character_profile/age', reason: 'one object says this twice' },
    ]);
  });

  it('lose only the case whose bracket was never closed', () => {
    const file = JSON.stringify([good(1), good(2), good(3)], null, 2).replace('"none"\n    },', '"none"\n    ,');
    const read = parseDeescalwildCases(file);
    expect(read.items.map((item) => item.key)).toEqual(['2', '3']);
    expect(read.rejected).toEqual([{ line: 2, reason: expect.stringMatching(/^is not valid JSON/) }]);
  });

  it('refuse a case that is too large or too deep without reading it', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const large = JSON.stringify({ ...good(1), extra: 'x'.repeat(1_100_000) });
    expect(parseDeescalwildCases(`[${deep},${large}]`).rejected.map((one) => one.reason)).toEqual([
      'is nested deeper than 64 levels',
      expect.stringMatching(/bytes long; at most 1048576 are allowed/),
    ]);
  });

  it('are not changed by keys that name an object’s inner workings', () => {
    const row = JSON.stringify(good(1)).replace('{', '{"__proto__":{"polluted":true},"constructor":{"prototype":1},');
    const read = parseDeescalwildCases(`[${row}]`);
    expect(read.items).toHaveLength(1);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(read.items[0])).not.toContain('constructor');
  });

  it('leave out what a profile leaves out', () => {
    const read = parseDeescalwildCases(
      JSON.stringify([{ ...good(1), character_profile: { name: 'Unknown', age: null, background: '' } }]),
    );
    expect((read.items[0] as ImportedScenario).persona).toEqual({ name: 'Unknown' });
  });
});
