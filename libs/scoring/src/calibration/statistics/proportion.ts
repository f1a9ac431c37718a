import { missingEstimate, Z_95, type Estimate } from './estimate.js';

/**
 * A share of a count, 0 to 1, with the score interval of Wilson, E. B. (1927), Probable inference, Journal of the American Statistical
 * Association 22, 209-212, without continuity correction: it holds for few cases and for shares of 0 and 1, where the normal interval does not.
 */
export function proportion(count: number, of: number): Estimate {
  if (of === 0) return missingEstimate('NO_PAIRS');
  const share = count / of;
  const z2 = Z_95 ** 2;
  const centre = share + z2 / (2 * of);
  const reach = Z_95 * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  return {
    value: share,
    low: count === 0 ? 0 : (centre - reach) / (1 + z2 / of),
    high: count === of ? 1 : (centre + reach) / (1 + z2 / of),
    missing: null,
  };
}
