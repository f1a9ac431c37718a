import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seal, unseal } from './sealed.js';

const masterKey = randomBytes(32).toString('base64');

describe('a sealed secret', () => {
  it('comes back whole, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (context, secret) => {
        const sealed = seal(masterKey, context, secret);
        expect(unseal(masterKey, context, sealed)).toBe(secret);
        expect(seal(masterKey, context, secret)).not.toBe(sealed);
      }),
    );
  });

  it('opens for no other key, in no other place, and not after a change', () => {
    const sealed = seal(masterKey, 'kid-1', 'private');
    expect(() => unseal(randomBytes(32).toString('base64'), 'kid-1', sealed)).toThrow();
    expect(() => unseal(masterKey, 'kid-2', sealed)).toThrow();
    const bytes = Buffer.from(sealed, 'base64');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] as number) ^ 1;
      expect(() => unseal(masterKey, 'kid-1', changed.toString('base64'))).toThrow();
    }
  });
});
