import { describe, expect, it } from '@jest/globals';
import { auditorTokenDigest, isAuditorToken, newAuditorToken } from './auditor-token.js';

describe("a state auditor's token", () => {
  it('is never the same twice, says what it is, and is stored as a digest that does not hold it', () => {
    const tokens = Array.from({ length: 100 }, newAuditorToken);
    expect(new Set(tokens).size).toBe(100);
    expect(new Set(tokens.map(auditorTokenDigest)).size).toBe(100);
    for (const token of tokens) {
      expect(isAuditorToken(token)).toBe(true);
      expect(auditorTokenDigest(token)).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('is nothing else', () => {
    const token = newAuditorToken();
    for (const other of [
      `${token}A`,
      token.slice(0, -1),
      ` ${token}`,
      token.toUpperCase(),
      'parley_auditor_',
      'eyJ.a.b',
    ]) {
      expect(auditorTokenDigest(other)).toBeNull();
    }
    expect(isAuditorToken('eyJhbGciOiJFZERTQSJ9.e30.c2ln')).toBe(false);
  });
});
