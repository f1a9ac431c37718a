/** What of a member's record can be looked at. */
export type ViewedWhat = 'COMPLIANCE' | 'TRAINING_RECORDS' | 'GRADE' | 'DEBRIEF' | 'ROSTER';

export interface Viewed {
  what: ViewedWhat;
  memberIds: readonly string[];
  /** Whether they stood on a list of several people, rather than being looked up each. */
  onList: boolean;
}

/** One look of one viewer at one member. */
export interface MemberView {
  memberId: string;
  what: ViewedWhat;
  onList: boolean;
}

/** The looks that an answer stands for, each once; a look at one member says more than the same on a list. */
export function viewsOf(all: readonly Viewed[]): MemberView[] {
  const views = new Map<string, MemberView>();
  for (const { what, memberIds, onList } of all) {
    for (const memberId of memberIds) {
      const key = `${what} ${memberId}`;
      const known = views.get(key);
      if (!known || (known.onList && !onList)) views.set(key, { memberId, what, onList });
    }
  }
  return [...views.values()];
}
