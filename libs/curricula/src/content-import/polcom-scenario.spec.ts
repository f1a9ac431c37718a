import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ImportedScenario } from './imported-item.js';
import { parsePolcomScenario } from './polcom-scenario.js';

type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

const source = readFileSync('packs/samples/bus-shelter-scenario.json', 'utf8');
const changed = (change: (scenario: Json) => void): string => {
  const scenario = JSON.parse(source) as Json;
  change(scenario);
  return JSON.stringify(scenario, null, 2);
};
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('a POL-COM scenario', () => {
  it('loses only the response that is wrong, and names the line it stands on', () => {
    const text = changed((scenario) => (scenario.stages[1].options[2].type = 'superb'));
    const read = parsePolcomScenario(text);
    const [scenario] = read.items as ImportedScenario[];
    expect(scenario.stages?.map((stage) => stage.responses.length)).toEqual([4, 3, 4]);
    expect(read.rejected).toEqual([
      {
        line: lineOf(text, '"superb"'),
        pointer: '/stages/1/options/2/type',
        reason: 'stage 2, options 3: type must be positive, partially_positive, neutral or negative',
      },
    ]);
  });

  it('loses only the stage that is wrong, and keeps the numbers of the others', () => {
    const read = parsePolcomScenario(changed((scenario) => (scenario.stages[0] = 'gone')));
    expect((read.items[0] as ImportedScenario).stages?.map((stage) => stage.number)).toEqual([2, 3]);
    expect(read.rejected).toEqual([
      { line: expect.any(Number), pointer: '/stages/0', reason: 'stage 1: must be an object' },
    ]);
  });

  it('takes no line from somebody the scenario does not know', () => {
    const read = parsePolcomScenario(
      changed((scenario) => (scenario.stages[0].npcDialogue[1].character = '__proto__')),
    );
    expect((read.items[0] as ImportedScenario).stages?.[0].lines).toHaveLength(1);
    expect(read.rejected[0].reason).toBe(
      'stage 1, npcDialogue 2: the character "__proto__" is not among the characters',
    );
  });

  it.each([
    ['no title', (scenario: Json) => delete scenario.title, 'title is missing'],
    ['no id', (scenario: Json) => delete scenario.id, 'id is missing'],
    ['no stages', (scenario: Json) => delete scenario.stages, 'stages are missing'],
    ['no good stage', (scenario: Json) => (scenario.stages = [{}]), 'stage 1: title is missing'],
  ])('is rejected with %s', (_name, change, reason) => {
    const read = parsePolcomScenario(changed(change));
    expect(read.items).toEqual([]);
    expect(read.rejected[0].reason).toBe(reason);
  });

  it('accounts for every stage, line and response, whatever one of them has become', () => {
    const place = fc.tuple(fc.nat(2), fc.constantFrom('npcDialogue', 'options', 'stage'), fc.nat(3), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(place, { maxLength: 4 }), (faults) => {
        const scenario = JSON.parse(source) as Json;
        for (const [stage, list, at, value] of faults) {
          if (list === 'stage') scenario.stages[stage] = value;
          else if (Array.isArray(scenario.stages[stage]?.[list])) scenario.stages[stage][list][at] = value;
        }
        const read = parsePolcomScenario(JSON.stringify(scenario));
        const stages = (read.items as ImportedScenario[]).flatMap((item) => item.stages ?? []);
        const kept = stages.flatMap((stage) => [...stage.lines, ...stage.responses, ...stage.debrief]).length;
        const bad = read.rejected.filter((one) => one.pointer !== '/stages').length;
        const badStages = 3 - stages.length;
        const parsed = JSON.parse(JSON.stringify(scenario)) as Json;
        const given = stages
          .map((stage) => parsed.stages[stage.number - 1] as Json)
          .flatMap((stage) =>
            [stage.npcDialogue ?? [], stage.options ?? [], stage.dialogueSequence ?? []].flat(1),
          ).length;
        expect(kept + bad).toBe(given + badStages);
      }),
    );
  });
});
