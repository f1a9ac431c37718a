import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { importContent } from '../content-import/import-content.js';
import type { ImportedScenario } from '../content-import/imported-item.js';
import { playableBy } from './playable-by.js';
import { readScenario } from './scenario-body.js';
import { scenarioFromImport } from './scenario-from-import.js';

const scenariosOf = (fileName: string): ImportedScenario[] =>
  importContent({ fileName, content: readFileSync(`packs/samples/${fileName}`, 'utf8') }).items as ImportedScenario[];
const [oneCase] = scenariosOf('deescalation-cases.json');
const [staged] = scenariosOf('bus-shelter-scenario.json');

describe('a scenario made from imported material', () => {
  it('is a scenario that can be stored, with the stages and their rated responses', () => {
    const body = scenarioFromImport(staged, 'POLCOM_SCENARIO');
    expect(readScenario(JSON.parse(JSON.stringify(body)))).toEqual({ scenario: body });
    expect(body.code).toBe('pol-com-bus-shelter');
    expect(body.stages?.[0].responses[0]).toMatchObject({ rating: 'positive', points: 10 });
    expect(body.stages?.[1].lines[0].character).toBe('Greta Nyholt (passenger, 67)');
    expect(body.stages?.[2].debrief).toHaveLength(2);
    expect(body.revelation).toMatch(/^Greta Nyholt/);
  });

  it('is not played by the scripted player, and says who can', () => {
    expect(playableBy(scenarioFromImport(staged, 'POLCOM_SCENARIO'))).toMatchObject({ engines: [] });
    const played = playableBy(scenarioFromImport(oneCase, 'DEESCALWILD_CASES'));
    expect(played.engines).toEqual(['INFERENCE_SERVER', 'IN_PROCESS']);
    expect(played.why).toMatch(/scripted player cannot play it/);
  });

  it('has the same code and version when it is imported again, and another version when it has changed', () => {
    const first = scenarioFromImport(oneCase, 'DEESCALWILD_CASES');
    expect(scenarioFromImport({ ...oneCase, line: 99 }, 'DEESCALWILD_CASES')).toEqual(first);
    const changed = scenarioFromImport({ ...oneCase, situation: 'Something else.' }, 'DEESCALWILD_CASES');
    expect(changed.code).toBe(first.code);
    expect(changed.version).not.toBe(first.version);
  });

  it('has a code of its own for every key', () => {
    const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(key, key, (one, other) => {
        const [first, second] = [one, other].map(
          (k) => scenarioFromImport({ ...oneCase, key: k }, 'DEESCALWILD_CASES').code,
        );
        expect(first === second).toBe(one === other);
      }),
    );
  });

  it('holds whatever an import accepts, at every limit', () => {
    const long = 'word '.repeat(1_000).slice(0, 3_999);
    const scenario = {
      id: 'k'.repeat(100),
      title: 't'.repeat(200),
      description: long,
      instructor: { introduction: long },
      finalMessage: { revelation: long, keyLessons: Array.from({ length: 20 }, () => 'l'.repeat(500)) },
      characters: { a: { name: 'n'.repeat(200) } },
      stages: Array.from({ length: 3 }, () => ({
        title: 't'.repeat(200),
        sceneUpdate: { title: 't'.repeat(200), desc: 'd'.repeat(3_700) },
        prompt: long,
        npcDialogue: Array.from({ length: 10 }, () => ({ character: 'a', text: long })),
        options: Array.from({ length: 10 }, () => ({ text: long, type: 'neutral', points: -100, feedback: long })),
      })),
    };
    const read = importContent({ fileName: 'x.json', content: JSON.stringify(scenario) });
    expect(read.rejected).toEqual([]);
    const body = scenarioFromImport(read.items[0] as ImportedScenario, 'POLCOM_SCENARIO');
    expect(body.stages?.[2].responses).toHaveLength(10);
  });
});
