import { pairsIn, type AgreementTable } from './agreement-table.js';
import type { Estimate } from './estimate.js';
import { intraclass, ratedIn } from './intraclass.js';
import { proportion } from './proportion.js';
import { unweighted, weightedKappa, type Kappa } from './weighted-kappa.js';

/** How far two raters agree on one part of a rubric with an order: a competency's levels, or outcome bands from the worst. */
export interface Agreement {
  /** Sessions that both gave a level to. */
  pairs: number;
  /** Sessions that the first rater left to a person. */
  abstained: number;
  /** pairs / (pairs + abstained), 0 to 1; null without any. */
  coverage: number | null;
  /** Quadratic weights. */
  weightedKappa: Kappa;
  /** ICC(2,1), in levels or places of the band. */
  icc: Estimate;
  /** Share of pairs with the same level, 0 to 1; null without pairs. */
  exact: number | null;
  /** Share of pairs at most one level apart, 0 to 1; null without pairs. */
  adjacent: number | null;
  /** The confusion matrix. */
  table: AgreementTable;
}

export function agreementOf(table: AgreementTable, abstained = 0): Agreement {
  const pairs = pairsIn(table);
  const within = (levels: number): number | null => {
    if (pairs === 0) return null;
    const near = table.flatMap((row, first) => row.filter((_, second) => Math.abs(first - second) <= levels));
    return near.reduce((sum, count) => sum + count, 0) / pairs;
  };
  return {
    pairs,
    abstained,
    coverage: pairs + abstained === 0 ? null : pairs / (pairs + abstained),
    weightedKappa: weightedKappa(table),
    icc: intraclass(ratedIn(table)),
    exact: within(0),
    adjacent: within(1),
    table,
  };
}

/** In how many sessions a critical fail was found, by whom. */
export interface FoundBy {
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
}

/** How far two raters agree on whether something was found. */
export interface FindingAgreement extends FoundBy {
  /** Cohen's unweighted kappa. */
  kappa: Kappa;
  /** Share of what the second rater found that the first found too. */
  sensitivity: Estimate;
  /** Share of what the second rater did not find that the first did not find either. */
  specificity: Estimate;
}

export function findingAgreementOf(found: FoundBy): FindingAgreement {
  const { both, onlyFirst, onlySecond, neither } = found;
  return {
    ...found,
    kappa: weightedKappa(
      [
        [neither, onlySecond],
        [onlyFirst, both],
      ],
      unweighted,
    ),
    sensitivity: proportion(both, both + onlySecond),
    specificity: proportion(neither, neither + onlyFirst),
  };
}
