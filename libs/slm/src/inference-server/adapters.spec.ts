import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { thrownBy } from '../../test/conformance/answers.js';
import { adaptersOf, loraField, namesOf } from './adapters.js';

const loaded = [
  { id: 0, path: '/loras/harbor.gguf' },
  { id: 1, path: 'C:\\loras\\dock.v2.gguf' },
  { id: 2, path: '/old/harbor.gguf' },
];

describe('the adapters of llama-server', () => {
  it('are found by path, file or name, and REJECTED when the name says too little', () => {
    expect(namesOf(loaded[1])).toEqual(['C:\\loras\\dock.v2.gguf', 'dock.v2.gguf', 'dock.v2']);
    expect(loraField(loaded, 'dock.v2').find(({ scale }) => scale === 1)?.id).toBe(1);
    expect(loraField(loaded, '/old/harbor.gguf').find(({ scale }) => scale === 1)?.id).toBe(2);
    expect(() => loraField(loaded, 'harbor')).toThrow(/several adapters/);
    expect(() => loraField(loaded, 'nowhere')).toThrow(/no adapter/);
  });

  it('are all named in every request, at most one of them to be used', () => {
    const some = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(some, fc.nat(), fc.boolean(), (names, at, bare) => {
        const listed = names.map((name, id) => ({ id, path: `${name}.gguf` }));
        const name = bare ? null : names[at % names.length];
        const field = loraField(listed, name);
        expect(field.map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
        expect(field.filter(({ scale }) => scale !== 0).map(({ id }) => names[id])).toEqual(bare ? [] : [name]);
      }),
    );
  });

  it.each([[{}], [[{ id: 0 }]], [[{ id: '0', path: 'a' }]], [[null]], [null]])('are not read out of %p', (listed) => {
    expect(thrownBy(() => adaptersOf(listed))).toMatchObject({ code: 'BROKEN' });
  });
});
