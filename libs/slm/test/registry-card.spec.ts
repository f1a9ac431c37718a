import { describe, expect, it } from '@jest/globals';
import { readModelCard } from '#slm';
import { sha256, writtenCard } from './registry-cards.js';

describe('a model card', () => {
  it('is read with what may be left out', () => {
    const read = readModelCard(writtenCard('heron'));
    expect(read).toMatchObject({ card: { adapterName: null, baseLicence: null, digests: { adapter: null } } });
  });

  it.each([
    ['no object', 'a string', /object/],
    ['an unknown field', { extra: 1 }, /extra/],
    ['a code with spaces', { code: 'Two Words' }, /^code: must be small letters/],
    [
      'a digest that is none',
      { digests: { weights: 'abc', tokenizer: sha256('t'), template: sha256('t') } },
      /^digests\.weights: must be a SHA-256/,
    ],
    [
      'a digest in capitals',
      { digests: { weights: sha256('w').toUpperCase(), tokenizer: sha256('t'), template: sha256('t') } },
      /^digests\.weights/,
    ],
    ['an adapter without its digest', { adapterName: 'lora', baseLicence: 'Apache-2.0' }, /^digests\.adapter/],
    [
      'an adapter whose base has no licence',
      {
        adapterName: 'lora',
        digests: { weights: sha256('w'), adapter: sha256('a'), tokenizer: sha256('t'), template: sha256('t') },
      },
      /^baseLicence: an adapter stands on a base/,
    ],
    ['a base under another licence', { base: 'Qwen2.5-3B-Instruct' }, /^licence: .*published under Qwen-Research/],
    [
      'a path out of the model folder',
      { kind: 'IN_PROCESS', servedName: '../secret.gguf' },
      /^servedName: must be the name of a .gguf file/,
    ],
    ['a context of nothing', { contextTokens: 3 }, /^contextTokens/],
    ['half a token', { contextTokens: 256.5 }, /^contextTokens/],
    ['the lane of everything else', { lane: 'general' }, /^lane: must not be/],
    ['a notice of two lines', { notice: 'one\ntwo' }, /^notice: must be one line/],
    ['an empty notice', { notice: '  ' }, /^notice: must not be empty/],
    ['a manifest without end', { dataManifest: { text: 'x'.repeat(70_000) } }, /^dataManifest: must be at most/],
  ])('is refused with %s, by the name of the field', (_what, changes, problem) => {
    const read = readModelCard(typeof changes === 'string' ? changes : writtenCard('heron', changes));
    expect('problems' in read ? read.problems.join('\n') : 'no problem').toMatch(problem);
  });
});
