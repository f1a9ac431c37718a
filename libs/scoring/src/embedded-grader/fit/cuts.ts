import { tableOf } from '../../calibration/statistics/agreement-table.js';
import { weightedKappa } from '../../calibration/statistics/weighted-kappa.js';

/** A score beside the rank it should have, from 0. */
export interface Ranked {
  score: number;
  rank: number;
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
      const pairs = scores.map(({ score, rank }) => ({
        first: cuts.filter((cut) => score >= cut).length,
        second: rank,
        count: 1,
      }));
      const agreement = weightedKappa(tableOf(ranks, pairs)).value ?? -Infinity;
      if (agreement > best.agreement) best = { agreement, cuts };
      return;
    }
    for (let place = from; place < places.length; place++) choose(place + 1, [...cuts, places[place]]);
  };
  choose(0, []);
  return best.cuts;
}
