/**
 * Why there is no figure. NO_PAIRS: nothing was rated by both. ONE_PAIR: a single pair says nothing of agreement. NO_VARIANCE: both raters
 * gave every session the same, so that agreement cannot be told from chance.
 */
export const MISSING_FIGURES = ['NO_PAIRS', 'ONE_PAIR', 'NO_VARIANCE'] as const;
export type MissingFigure = (typeof MISSING_FIGURES)[number];

/** A figure with the bounds of its 95 % confidence interval; never NaN. */
export type Estimate =
  /** Without bounds where the pairs show no spread to tell them from, as with raters who agree on everything. */
  | { value: number; low: number | null; high: number | null; missing: null }
  | { value: null; low: null; high: null; missing: MissingFigure };

export const missingEstimate = (missing: MissingFigure): Estimate & { value: null } => ({
  value: null,
  low: null,
  high: null,
  missing,
});

/** Two-sided 95 % of the standard normal distribution. */
export const Z_95 = 1.959963984540054;

/** value +- 1.96 standard errors, cut to the range that the figure can have; no bounds for a standard error of 0. */
export function normalInterval(value: number, standardError: number, range: { min: number; max: number }): Estimate {
  if (!(standardError > 0)) return { value, low: null, high: null, missing: null };
  return {
    value,
    low: Math.max(range.min, value - Z_95 * standardError),
    high: Math.min(range.max, value + Z_95 * standardError),
    missing: null,
  };
}
