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
 * A small set of classes that covers many. Whoever is on a roster keeps that seat, and what the class gives them is counted first. The
 * free seats then go to those to whom something is still missing, one class after another: each time the one that completes most of them,
 * then the one that gives most, then the first of the list. Greedy: a smaller set may exist. It adds up what classes give one by one, so
 * whether a member is covered by several is for the evaluation to say. Pure.
 * @param needs what is missing to each member, in the same units
 * @returns in the order in which they were chosen, those with a roster that helps first
 */
export function suggestClasses(needs: ReadonlyMap<string, number>, offers: readonly ClassOffer[]): SuggestedClass[] {
  const left = new Map(needs);
  const chosen = new Map<string, string[]>();
  const seat = ({ id, gains }: ClassOffer, memberIds: readonly string[]): void => {
    for (const member of memberIds) left.set(member, Math.max(0, left.get(member)! - gains.get(member)!));
    if (memberIds.length > 0) chosen.set(id, [...(chosen.get(id) ?? []), ...memberIds]);
  };
  for (const offer of offers) {
    seat(
      offer,
      inNeed(offer, left, needs)
        .map(({ id }) => id)
        .filter((id) => offer.onRoster.has(id)),
    );
  }
  const open = [...offers];
  for (;;) {
    let best: Sitting | null = null;
    for (const offer of open) {
      const sitting = freelySeated(offer, left, needs);
      if (sitting.share > 0 && (best === null || better(sitting, best))) best = sitting;
    }
    if (best === null) return [...chosen].map(([id, memberIds]) => ({ id, memberIds }));
    seat(best.offer, best.memberIds);
    open.splice(open.indexOf(best.offer), 1);
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

interface Candidate {
  id: string;
  /** Whether nothing is missing to them after the class. */
  completes: boolean;
  /** How much of their need it gives, of 1. */
  share: number;
}

/** Whom a class helps: those first whom it completes, then those whom it gives most. */
function inNeed(
  { gains }: ClassOffer,
  left: ReadonlyMap<string, number>,
  needs: ReadonlyMap<string, number>,
): Candidate[] {
  return [...gains]
    .filter(([id]) => (left.get(id) ?? 0) > NOTHING)
    .map(([id, gain]) => {
      const open = left.get(id)!;
      return { id, completes: gain >= open - NOTHING, share: Math.min(gain, open) / needs.get(id)! };
    })
    .sort((a, b) => Number(b.completes) - Number(a.completes) || b.share - a.share || (a.id < b.id ? -1 : 1));
}

/** Who would take the free seats of a class. */
function freelySeated(
  offer: ClassOffer,
  left: ReadonlyMap<string, number>,
  needs: ReadonlyMap<string, number>,
): Sitting {
  const others = inNeed(offer, left, needs).filter(({ id }) => !offer.onRoster.has(id));
  const sitting = offer.freeSeats === null ? others : others.slice(0, offer.freeSeats);
  return {
    offer,
    memberIds: sitting.map(({ id }) => id),
    completed: sitting.filter(({ completes }) => completes).length,
    share: sitting.reduce((sum, { share }) => sum + share, 0),
  };
}

const better = (one: Sitting, other: Sitting): boolean =>
  one.completed > other.completed || (one.completed === other.completed && one.share > other.share + NOTHING);
