import { describe, expect, it } from '@jest/globals';
import { proposalHiddenFrom } from './proposal-visibility.js';

describe('a proposal', () => {
  it.each([
    { played: false, reviewed: false, decided: false, prefilled: false, hidden: 'UNTIL_OWN_REVIEW' },
    { played: false, reviewed: true, decided: false, prefilled: false, hidden: null },
    { played: false, reviewed: false, decided: true, prefilled: false, hidden: null },
    { played: false, reviewed: true, decided: true, prefilled: false, hidden: null },
    { played: true, reviewed: false, decided: false, prefilled: false, hidden: 'OWN_SESSION' },
    { played: true, reviewed: true, decided: false, prefilled: false, hidden: 'OWN_SESSION' },
    { played: true, reviewed: false, decided: true, prefilled: false, hidden: 'OWN_SESSION' },
    { played: false, reviewed: false, decided: false, prefilled: true, hidden: null },
    { played: true, reviewed: false, decided: false, prefilled: true, hidden: 'OWN_SESSION' },
  ])('is hidden for %o', ({ hidden, ...viewer }) => {
    expect(proposalHiddenFrom(viewer)).toBe(hidden);
  });
});
