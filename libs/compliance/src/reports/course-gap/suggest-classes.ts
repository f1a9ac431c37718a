/** What one class would do: for each member whom it helps, how much of what is missing it gives, in the units of the requirements. */
export interface ClassOffer {
  id: string;
  /** Members whom it helps, by id. */
  gains: ReadonlyMap<string, number>;
  /** Who is on its roster already: they need no seat. */
  onRoster: ReadonlySet<string>;
  /** How many more it takes; null when nobody said. */
  freeSeats: number | null;
}

/** A class to hold, and who should sit in it. */
export interface SuggestedClass {
  id: string;
  memberIds: string[];
}

/**
 * A small set of classes that covers many: one class after another, each time the one that completes most members, then the one that gives
 * most, then the first of the list. Greedy: a smaller set may exist. It adds up what classes give one by one, so whether a member is
 * covered by several is for the evaluation to say. Pure.
 * @param needs what is missing to each member, in the same units
 */
export function suggestClasses(needs: ReadonlyMap<string, number>, offers: readonly ClassOffer[]): SuggestedClass[] {
  const left = new Map(needs);
  const open = [...offers];
  const chosen: SuggestedClass[] = [];
  for (;;) {
    const sittings = open.map((offer) => seated(offer, left, needs));
    let best: Sitting | null = null;
    for (const sitting of sittings) {
      if (sitting.share > 0 && (best === null || better(sitting, best))) best = sitting;
    }
    if (best === null) return chosen;
    const { offer, memberIds } = best;
    for (const id of memberIds) left.set(id, Math.max(0, left.get(id)! - offer.gains.get(id)!));
    chosen.push({ id: offer.id, memberIds });
    open.splice(open.indexOf(offer), 1);
  }
}

interface Sitting {
  offer: ClassOffer;
  memberIds: string[];
  /** Members to whom nothing is missing afterwards. */
  completed: number;
  /** How much of their needs the members are given, each need counted as 1. */
  share: number;
}

/** Hours are sums of decimals: what is left of 0.3 after 0.1 and 0.2 is nothing. */
const NOTHING = 1e-9;

/** Who would sit in a class: who is on its roster, then whom it completes, then whom it gives most. */
function seated(offer: ClassOffer, left: ReadonlyMap<string, number>, needs: ReadonlyMap<string, number>): Sitting {
  const candidates = [...offer.gains]
    .filter(([id]) => (left.get(id) ?? 0) > NOTHING)
    .map(([id, gain]) => {
      const open = left.get(id)!;
      return { id, completes: gain >= open - NOTHING, share: Math.min(gain, open) / needs.get(id)! };
    })
    .sort((a, b) => Number(b.completes) - Number(a.completes) || b.share - a.share || (a.id < b.id ? -1 : 1));
  const enrolled = candidates.filter(({ id }) => offer.onRoster.has(id));
  const others = candidates.filter(({ id }) => !offer.onRoster.has(id));
  const sitting = [...enrolled, ...(offer.freeSeats === null ? others : others.slice(0, offer.freeSeats))];
  return {
    offer,
    memberIds: sitting.map(({ id }) => id),
    completed: sitting.filter(({ completes }) => completes).length,
    share: sitting.reduce((sum, { share }) => sum + share, 0),
  };
}

const better = (one: Sitting, other: Sitting): boolean =>
  one.completed > other.completed || (one.completed === other.completed && one.share > other.share + NOTHING);
