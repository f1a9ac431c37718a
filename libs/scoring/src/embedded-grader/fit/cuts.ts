/** A score beside the rank it should have, from 0. */
export interface Ranked {
  score: number;
  rank: number;
}

/**
 * Agreement of two sets of ranks from 0, weighted by the square of their distance: 1 is full agreement, 0 is chance (Cohen 1968).
 * NaN where there is nothing to agree on.
 */
export function quadraticKappa(pairs: readonly (readonly [number, number])[], ranks: number): number {
  const first = new Array<number>(ranks).fill(0);
  const second = new Array<number>(ranks).fill(0);
  let observed = 0;
  for (const [one, other] of pairs) {
    first[one]++;
    second[other]++;
    observed += (one - other) ** 2;
  }
  let expected = 0;
  for (const [one, many] of first.entries())
    for (const [other, more] of second.entries()) expected += ((one - other) ** 2 * many * more) / pairs.length;
  return 1 - observed / expected;
}

/** Places where a cut may lie: quantiles of the scores. */
const PLACES = 24;

/** The cuts between ranks that agree best with them, lowest first. */
export function bestCuts(scores: readonly Ranked[], ranks: number): number[] {
  const sorted = scores.map(({ score }) => score).sort((a, b) => a - b);
  const places = Array.from(
    { length: PLACES - 1 },
    (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / PLACES)],
  );
  let best = { agreement: -Infinity, cuts: [] as number[] };
  const choose = (from: number, cuts: number[]): void => {
    if (cuts.length === ranks - 1) {
      const agreement = quadraticKappa(
        scores.map(({ score, rank }) => [cuts.filter((cut) => score >= cut).length, rank] as const),
        ranks,
      );
      if (agreement > best.agreement) best = { agreement, cuts };
      return;
    }
    for (let place = from; place < places.length; place++) choose(place + 1, [...cuts, places[place]]);
  };
  choose(0, []);
  return best.cuts;
}
