import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isBelieved,
  KEY_PURPOSES,
  KEY_SET_MAX_AGE_SECONDS,
  keyPhase,
  KEYS_CACHED_MS,
  PUBLISH_SECONDS,
  QUICK_PUBLISH_SECONDS,
  signerOf,
  verifiesUntil,
  type KeyLife,
} from './key-life.js';

const moment = fc.nat(1_000);
const life = fc.record<KeyLife>({
  signsFrom: moment,
  retiredAt: fc.option(moment),
  verifiesUntil: fc.option(moment),
  isCompromised: fc.boolean(),
});

describe('the life of a signing key', () => {
  it('goes one way: published, signing, verifying, expired', () => {
    const key = { signsFrom: 10, retiredAt: 20, verifiesUntil: 30, isCompromised: false };
    const phases = [9, 10, 19, 20, 29, 30].map((now) => keyPhase(key, now));
    expect(phases).toEqual(['PUBLISHED', 'SIGNING', 'SIGNING', 'VERIFYING', 'VERIFYING', 'EXPIRED']);
  });

  it('never has a key sign that nobody believes', () => {
    fc.assert(
      fc.property(fc.array(life), moment, (lives, now) => {
        const signer = signerOf(
          lives.map((one) => ({ life: one })),
          now,
        );
        if (signer) expect(isBelieved(signer.life, now)).toBe(true);
      }),
    );
  });

  it('shows a new key to every reader, however late it read, before it signs', () => {
    expect(QUICK_PUBLISH_SECONDS * 1_000).toBeGreaterThan(KEYS_CACHED_MS);
    expect(PUBLISH_SECONDS * 1_000).toBeGreaterThan(KEY_SET_MAX_AGE_SECONDS * 1_000 + KEYS_CACHED_MS);
  });

  it('lasts for ever only where years later somebody verifies', () => {
    expect(KEY_PURPOSES.filter((purpose) => verifiesUntil(purpose, 0) === null)).toEqual(['RECEIPT', 'TICKET']);
  });
});
