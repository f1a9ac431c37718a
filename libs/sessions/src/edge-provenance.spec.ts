import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { edgeProvenance } from './edge-provenance.js';

const engine = { kind: 'SCRIPTED', label: 'scripted player', version: '1.0.0' } as const;

describe('edgeProvenance', () => {
  it('keeps the stress and the digest that a device’s scripted player wrote down', () => {
    const digest = 'a'.repeat(64);
    expect(edgeProvenance({ digest, scripted: { stress: 4.5, band: 'HIGH', lineId: 'x' } }, engine)).toEqual({
      engine: 'SCRIPTED',
      label: 'scripted player',
      version: '1.0.0',
      digest,
      scripted: { stress: 4.5, band: 'HIGH' },
    });
  });

  it('takes the engine from the session, whatever a turn says of itself', () => {
    const claimed = { engine: 'ORACLE', label: 7, version: null, scripted: { stress: 'high' } };
    expect(edgeProvenance(claimed, { ...engine, kind: 'IN_PROCESS' })).toEqual({
      engine: 'IN_PROCESS',
      label: 'scripted player',
      version: '1.0.0',
    });
  });

  it('can be stored and read, whatever was claimed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.anything()), fc.anything(), (claimed, scripted) => {
        const stored = JSON.stringify(edgeProvenance({ ...claimed, scripted }, engine));
        expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        expect(JSON.parse(stored)).toMatchObject({ engine: 'SCRIPTED', label: 'scripted player', version: '1.0.0' });
      }),
    );
  });
});
