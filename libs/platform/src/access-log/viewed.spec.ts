import { describe, expect, it } from '@jest/globals';
import { viewsOf } from './viewed.js';

describe('what an answer showed', () => {
  it('counts a member once for each kind of record, and looked up rather than listed where it was both', () => {
    const views = viewsOf([
      { what: 'COMPLIANCE', memberIds: ['a', 'b', 'a'], onList: true },
      { what: 'COMPLIANCE', memberIds: ['a'], onList: false },
      { what: 'COMPLIANCE', memberIds: ['a', 'b'], onList: true },
      { what: 'GRADE', memberIds: ['a'], onList: false },
    ]);
    expect(views).toEqual([
      { memberId: 'a', what: 'COMPLIANCE', onList: false },
      { memberId: 'b', what: 'COMPLIANCE', onList: true },
      { memberId: 'a', what: 'GRADE', onList: false },
    ]);
    expect(viewsOf([])).toEqual([]);
  });
});
