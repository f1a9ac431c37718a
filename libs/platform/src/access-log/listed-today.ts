/** Listed looks that are remembered, so that a list that is read all day is written once: some 10 MB. */
const MOST = 100_000;

/** Which members each viewer has had on a list today. Forgets everything when it is full: the database counts once a day too. */
export class ListedToday {
  private readonly seen = new Map<string, Set<string>>();
  private count = 0;

  constructor(private readonly most = MOST) {}

  /** Those of the members who are new to this viewer, and remembers them. @param viewer with the day and what is looked at */
  firstSeen(viewer: string, memberIds: readonly string[]): string[] {
    if (this.count + memberIds.length > this.most) {
      this.seen.clear();
      this.count = 0;
    }
    let known = this.seen.get(viewer);
    if (!known) this.seen.set(viewer, (known = new Set()));
    const before = known.size;
    const first: string[] = [];
    for (const id of memberIds) {
      if (known.has(id)) continue;
      known.add(id);
      first.push(id);
    }
    this.count += known.size - before;
    return first;
  }
}
