import { describe, expect, it } from '@jest/globals';
import { withoutSmallGroups } from './small-groups.js';

describe('groups of trainees', () => {
  it('are shown from five on, and the others are counted', () => {
    const groups = [{ trainees: 4 }, { trainees: 5 }, { trainees: 1 }, { trainees: 60 }];
    expect(withoutSmallGroups(groups)).toEqual({ shown: [{ trainees: 5 }, { trainees: 60 }], hidden: 2 });
  });
});
