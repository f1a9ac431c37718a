import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readMandatePack } from './read-mandate-pack.js';

const folder = new URL('../../../../packs/mandates/', import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>;

describe('a mandate pack', () => {
  it.each(readdirSync(folder))('%s says what it is called', (file) => {
    expect(readMandatePack(read(file))).toEqual({
      code: file.replace('.json', ''),
      version: '1.0.0',
      title: expect.stringMatching(/\w/),
    });
  });

  it('names every problem by its path', () => {
    const { version: _, ...body } = read('US-GA-ANNUAL.json');
    const answer = readMandatePack({ ...body, requirements: [{ kind: 'HOURS', id: 'CE', label: 'CE', min: -1 }] });
    const problems = 'problems' in answer ? answer.problems.join('\n') : '';
    expect(problems).toContain('version: ');
    expect(problems).toContain('requirements.0.min: ');
  });

  it('leaves the codes that agencies may take', () => {
    const file = { ...read('US-GA-ANNUAL.json'), code: 'OWN-ANNUAL' };
    expect(readMandatePack(file)).toEqual({ problems: [expect.stringContaining('code: ')] });
  });

  it.each([null, 7, 'GA', [], {}])('refuses %p', (file) => {
    expect(readMandatePack(file)).toEqual({ problems: expect.arrayContaining([expect.any(String)]) });
  });
});
