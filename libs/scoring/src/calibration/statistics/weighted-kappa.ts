import { marginsOf, pairsIn, type AgreementTable } from './agreement-table.js';
import { missingEstimate, normalInterval, type Estimate } from './estimate.js';

/** How bad it is that the first rater says i and the second j; 0 on the diagonal, symmetric, whole numbers for an exact quotient. */
export type Disagreement = (first: number, second: number) => number;

/** Squared distance: two levels apart is four times as bad as one. For levels and for bands in their order. */
export const quadratic: Disagreement = (first, second) => (first - second) ** 2;

/** Any difference is as bad as any other: Cohen's unweighted kappa (1960). */
export const unweighted: Disagreement = (first, second) => (first === second ? 0 : 1);

export type Kappa = Estimate & {
  /** Large-sample standard error; null where kappa is missing. */
  standardError: number | null;
};

/**
 * Weighted kappa: 1 - (observed weighted disagreement / that expected of two raters with these margins who rate by chance). 1 is
 * identity, 0 is chance, -1 the worst. Cohen, J. (1968), Weighted kappa, Psychological Bulletin 70(4), 213-220. With quadratic weights it is
 * QWK, which equals Lin's concordance correlation coefficient with variances over n.
 *
 * The interval is normal with the large-sample standard error of Fleiss, J. L., Cohen, J. & Everitt, B. S. (1969), Large sample standard
 * errors of kappa and weighted kappa, Psychological Bulletin 72(5), 323-327; rough below some fifty pairs.
 */
export function weightedKappa(table: AgreementTable, disagreement: Disagreement = quadratic): Kappa {
  const pairs = pairsIn(table);
  if (pairs < 2) return { ...missingEstimate(pairs === 0 ? 'NO_PAIRS' : 'ONE_PAIR'), standardError: null };
  const { first, second } = marginsOf(table);
  let observed = 0;
  let expected = 0;
  forEachCell(table, (row, column, count) => {
    observed += disagreement(row, column) * count * pairs;
    expected += disagreement(row, column) * first[row]! * second[column]!;
  });
  if (expected === 0) return { ...missingEstimate('NO_VARIANCE'), standardError: null };
  // Of whole numbers: a kappa of exactly 0.6 comes out as the number 0.6, and meets a threshold of 0.6.
  const value = (expected - observed) / expected;
  const standardError = standardErrorOf(table, disagreement, value);
  return { ...normalInterval(value, standardError, { min: -1, max: 1 }), standardError };
}

/** Equation 13 of Fleiss, Cohen & Everitt (1969), for kappa other than 0. */
function standardErrorOf(table: AgreementTable, disagreement: Disagreement, kappa: number): number {
  const pairs = pairsIn(table);
  const { first, second } = marginsOf(table);
  let most = 0;
  forEachCell(table, (row, column) => (most = Math.max(most, disagreement(row, column))));
  const weight = (row: number, column: number): number => 1 - disagreement(row, column) / most;
  const meanOfRow = table.map((_, row) =>
    second.reduce((sum, n, column) => sum + (n / pairs) * weight(row, column), 0),
  );
  const meanOfColumn = table.map((_, column) =>
    first.reduce((sum, n, row) => sum + (n / pairs) * weight(row, column), 0),
  );
  const chance = first.reduce((sum, n, row) => sum + (n / pairs) * meanOfRow[row]!, 0);
  let spread = 0;
  forEachCell(table, (row, column, count) => {
    const departure = weight(row, column) - (meanOfRow[row]! + meanOfColumn[column]!) * (1 - kappa);
    spread += (count / pairs) * departure ** 2;
  });
  const variance = (spread - (kappa - chance * (1 - kappa)) ** 2) / (pairs * (1 - chance) ** 2);
  // What rounding leaves of nothing is nothing.
  return variance > 1e-15 ? Math.sqrt(variance) : 0;
}

/**
 * How much better or worse one group is agreed upon than another: the difference of two kappas of different sessions, from -2 to 2, with the
 * normal interval of a difference of independent estimates.
 */
export function kappaGap(group: Kappa, rest: Kappa): Estimate {
  if (group.value === null) return group;
  if (rest.value === null) return rest;
  const gap = group.value - rest.value;
  const errors = [group.standardError ?? 0, rest.standardError ?? 0];
  // One of the two without a spread of its own: an interval from the other alone would be too narrow.
  if (errors.includes(0)) return { value: gap, low: null, high: null, missing: null };
  return normalInterval(gap, Math.hypot(...errors), { min: -2, max: 2 });
}

function forEachCell(table: AgreementTable, visit: (row: number, column: number, count: number) => void): void {
  table.forEach((cells, row) => cells.forEach((count, column) => visit(row, column, count)));
}
