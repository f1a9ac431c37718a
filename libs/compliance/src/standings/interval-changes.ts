import type { LocalDate } from '../evaluation/local-date.js';
import { sameAnswer, type TimelineInterval } from '../evaluation/timeline.js';

/** An interval that is stored, and not superseded. */
export interface StoredInterval extends TimelineInterval {
  id: string;
}

export interface IntervalChanges {
  /** Stored, and not what follows from the records. */
  superseded: StoredInterval[];
  added: TimelineInterval[];
}

/** What makes the stored intervals of a member under a mandate those that were computed: what is so already stays. */
export function intervalChanges(
  stored: readonly StoredInterval[],
  computed: readonly TimelineInterval[],
): IntervalChanges {
  const wanted = new Map<LocalDate, TimelineInterval>(computed.map((each) => [each.from, each]));
  const superseded = stored.filter((each) => {
    const same = wanted.get(each.from);
    if (!same || same.to !== each.to || !sameAnswer(same, each)) return true;
    wanted.delete(each.from);
    return false;
  });
  return { superseded, added: [...wanted.values()] };
}
