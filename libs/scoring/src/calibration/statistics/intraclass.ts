import type { AgreementTable } from './agreement-table.js';
import { missingEstimate, type Estimate } from './estimate.js';
import { fQuantile } from './f-distribution.js';

/** Sessions that got the same ratings, one from each rater in the raters' order, and how many they are. */
export interface RatedAlike {
  ratings: readonly number[];
  count: number;
}

/** Mean squares of the two-way analysis of variance without replication: n sessions rated by the same k raters. */
export interface MeanSquares {
  n: number;
  k: number;
  /** Between sessions, n - 1 degrees of freedom. */
  rows: number;
  /** Between raters, k - 1. */
  columns: number;
  /** What is left, (n - 1)(k - 1). */
  error: number;
  /** Within sessions, n (k - 1). */
  within: number;
}

/** @param rated of k raters each, n of them together; n and k at least 2 */
export function meanSquares(rated: readonly RatedAlike[]): MeanSquares {
  const k = rated[0]?.ratings.length ?? 0;
  const n = sumOf(rated, () => 1);
  const mean = sumOf(rated, ({ ratings }) => total(ratings) / k) / n;
  const columns = Array.from({ length: k }, (_, at) => sumOf(rated, ({ ratings }) => ratings[at]!) / n);
  const all = sumOf(rated, ({ ratings }) => total(ratings.map((one) => (one - mean) ** 2)));
  const betweenRows = k * sumOf(rated, ({ ratings }) => (total(ratings) / k - mean) ** 2);
  const betweenColumns = n * total(columns.map((one) => (one - mean) ** 2));
  // Never below nothing by rounding.
  const error = Math.max(0, all - betweenRows - betweenColumns);
  return {
    n,
    k,
    rows: betweenRows / (n - 1),
    columns: betweenColumns / (k - 1),
    error: error / ((n - 1) * (k - 1)),
    within: (all - betweenRows) / (n * (k - 1)),
  };
}

/**
 * ICC(2,1): how much of the variance of single ratings is that of the sessions, where raters are a sample of raters and a difference of
 * their means counts as disagreement; 1 at best, chance at 0, and below -1 only for a handful of sessions. Shrout, P. E. & Fleiss, J. L. (1979), Intraclass correlations, Psychological
 * Bulletin 86(2), 420-428. The interval is the one for ICC(A,1) in McGraw, K. O. & Wong, S. P. (1996), Forming inferences about some
 * intraclass correlation coefficients, Psychological Methods 1(1), 30-46, table 7 as corrected in 1(4), 390.
 */
export function intraclass(rated: readonly RatedAlike[]): Estimate {
  const n = sumOf(rated, () => 1);
  if (n < 2) return missingEstimate(n === 0 ? 'NO_PAIRS' : 'ONE_PAIR');
  const { k, rows, columns, error } = meanSquares(rated);
  const denominator = rows + (k - 1) * error + (k * (columns - error)) / n;
  if (!(denominator > 0)) return missingEstimate('NO_VARIANCE');
  const value = (rows - error) / denominator;
  if (!(1 - value > 1e-12)) return { value, low: null, high: null, missing: null };
  const a = (k * value) / (n * (1 - value));
  const b = 1 + (k * value * (n - 1)) / (n * (1 - value));
  const spread = (a * columns) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1));
  // Raters apart by a constant, or not at all alike: there is nothing to tell the degrees of freedom from.
  if (!(spread > 0)) return { value, low: null, high: null, missing: null };
  const df = (a * columns + b * error) ** 2 / spread;
  if (!(df > 0)) return { value, low: null, high: null, missing: null };
  const others = k * columns + (k * n - k - n) * error;
  const below = fQuantile(0.975, n - 1, df);
  const above = fQuantile(0.975, df, n - 1);
  const low = (n * (rows - below * error)) / (below * others + n * rows);
  const high = Math.min(1, (n * (above * rows - error)) / (others + n * above * rows));
  // A few sessions that differ in every way: the formula gives bounds that are none.
  return low <= value && value <= high
    ? { value, low, high, missing: null }
    : { value, low: null, high: null, missing: null };
}

/** The cells of a table of two raters, whose categories are numbers on one scale. */
export const ratedIn = (table: AgreementTable): RatedAlike[] =>
  table.flatMap((row, first) =>
    row.flatMap((count, second) => (count > 0 ? [{ ratings: [first, second], count }] : [])),
  );

const total = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);

const sumOf = (rated: readonly RatedAlike[], of: (one: RatedAlike) => number): number =>
  rated.reduce((sum, one) => sum + one.count * of(one), 0);
