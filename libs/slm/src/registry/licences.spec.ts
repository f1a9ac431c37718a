import { describe, expect, it } from '@jest/globals';
import { KNOWN_LICENCES, mistakenBaseLicence, useProblem, type Licensed } from './licences.js';

const model = (changes: Partial<Licensed>): Licensed => ({
  base: 'Qwen2.5-1.5B-Instruct',
  baseLicence: null,
  licence: 'Apache-2.0',
  allowedUse: 'PRODUCTION',
  ...changes,
});

describe('what a licence allows', () => {
  it.each([
    ['an Apache model', model({})],
    ['a model from scratch', model({ base: 'trained from scratch', licence: 'MIT', allowedUse: 'TEST_ONLY' })],
    ['an adapter of ours on an Apache base', model({ baseLicence: 'Apache-2.0', licence: 'MIT' })],
  ])('%s', (_what, licensed) => {
    expect(useProblem(licensed)).toBeNull();
  });

  it.each([
    [
      'a licence that nobody has read',
      model({ base: 'x', licence: 'Acme EULA' }),
      'nobody has read the licence "Acme EULA"',
    ],
    ['a name that every object has', model({ base: 'x', licence: 'constructor' }), 'nobody has read'],
    ['another spelling', model({ base: 'x', licence: 'apache-2.0' }), 'nobody has read'],
    [
      'the research licence',
      model({ base: 'Qwen2.5-3B-Instruct', licence: 'Qwen-Research' }),
      'research and evaluation only',
    ],
    [
      'our licence on a base for research',
      model({ base: 'ours', baseLicence: 'Qwen-Research' }),
      'research and evaluation only',
    ],
    ['a base that is known whatever the card says', model({ base: 'Qwen/Qwen2.5-3B' }), 'research and evaluation only'],
    ['a use that is research', model({ allowedUse: 'RESEARCH_ONLY' }), 'RESEARCH_ONLY'],
    [
      'a licence for tests only of a base for research',
      model({ base: 'Qwen2.5-Coder-3B', allowedUse: 'TEST_ONLY' }),
      'research',
    ],
  ])('not %s', (_what, licensed, why) => {
    expect(useProblem(licensed)).toContain(why);
  });

  it('names where it was read', () => {
    for (const { source } of Object.values(KNOWN_LICENCES)) expect(source).toMatch(/^https:\/\//);
  });

  it('is told from the base where sizes of a family differ', () => {
    expect(mistakenBaseLicence(model({ base: 'Qwen2.5-3B-Instruct' }))).toBe('Qwen-Research');
    expect(mistakenBaseLicence(model({ base: 'Qwen2.5-3B-Instruct', licence: 'Qwen-Research' }))).toBeNull();
    expect(mistakenBaseLicence(model({ base: 'Qwen2.5-32B-Instruct' }))).toBeNull();
    expect(mistakenBaseLicence(model({ base: 'Qwen2.5-72B-Instruct', baseLicence: 'Apache-2.0' }))).toBe('Qwen');
    expect(mistakenBaseLicence(model({ base: 'of our own' }))).toBeNull();
  });
});
