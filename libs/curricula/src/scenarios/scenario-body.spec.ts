import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { contentDigest } from '../content-digest.js';
import { readScenario } from './scenario-body.js';

const folder = new URL('../../../../packs/scenarios/', import.meta.url);
const packs = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as object);
const first = packs[0]!;

describe('a scenario', () => {
  it('is what every pack of the project is', () => {
    expect(packs.length).toBeGreaterThan(0);
    for (const pack of packs) {
      const read = readScenario(pack);
      expect('problems' in read ? read.problems : []).toEqual([]);
      // Nothing is added or dropped: what is stored has the digest of what stands in the file.
      expect('scenario' in read && contentDigest(read.scenario)).toBe(contentDigest(pack));
    }
  });

  it('is refused with every problem, by path', () => {
    expect(readScenario({ ...first, code: 'No Code', title: '' })).toEqual({
      problems: [expect.stringMatching(/^code: /), expect.stringMatching(/^title: /)],
    });
    expect(readScenario(null)).toEqual({ problems: [expect.stringMatching(/^scenario: /)] });
  });

  it('may not show people other cues than the player gives', () => {
    expect(readScenario({ ...first, cues: [] })).toEqual({ problems: ['cues: must be the cues of the script'] });
  });

  it('needs no script: imported material is kept as it came', () => {
    const read = readScenario({
      format: 'parley-scenario/1',
      code: 'deescalwild-7',
      version: 'import-0',
      title: 'A neighbour at the fence',
      situation: 'Two neighbours argue about a fence.',
    });
    expect('scenario' in read && read.scenario.script).toBeUndefined();
  });
});
