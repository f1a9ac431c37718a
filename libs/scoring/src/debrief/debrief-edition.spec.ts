import { describe, expect, it } from '@jest/globals';
import { editionFor, type DebriefReader } from './debrief-edition.js';

const reader = (given: Partial<DebriefReader>): DebriefReader => ({
  practice: false,
  played: false,
  decided: false,
  readsProposals: false,
  mayReview: false,
  reviewed: false,
  ...given,
});
const instructor = { readsProposals: true, mayReview: true };
const admin = { readsProposals: true };

describe('the edition of a debrief', () => {
  it.each([
    ['nobody’s of others’ practice', { practice: true, ...instructor, decided: true }, null],
    ['the officer’s of own practice', { practice: true, played: true }, 'OFFICER'],
    ['nobody’s of an own session before a decision', { played: true }, null],
    ['the officer’s of an own session after it', { played: true, decided: true }, 'OFFICER'],
    ['the officer’s for an instructor who played it', { played: true, decided: true, ...instructor }, 'OFFICER'],
    ['nobody’s for an instructor who has not reviewed', instructor, null],
    ['the reviewers’ for one who has', { ...instructor, reviewed: true }, 'REVIEWER'],
    ['the reviewers’ for any instructor after a decision', { ...instructor, decided: true }, 'REVIEWER'],
    ['the reviewers’ for an admin, who reviews nothing', admin, 'REVIEWER'],
    ['nobody’s for who reads no proposals', { decided: true }, null],
  ] as const)('is %s', (_name, given, edition) => {
    expect(editionFor(reader(given), null)).toBe(edition);
  });

  it('is the officer’s for who asks for it to check a copy, once there can be one', () => {
    expect(editionFor(reader({ ...admin, decided: true }), 'OFFICER')).toBe('OFFICER');
    expect(editionFor(reader(admin), 'OFFICER')).toBeNull();
  });

  it('is never the reviewers’ for the one who played, whoever they are and whatever they ask', () => {
    for (const practice of [true, false]) {
      const player = reader({ practice, played: true, decided: true, ...instructor, reviewed: true });
      expect(editionFor(player, 'REVIEWER')).toBeNull();
    }
  });
});
