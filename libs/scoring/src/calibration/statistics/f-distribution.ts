/** More than any degrees of freedom here need: a continued fraction converges in about the root of the larger one. */
const MOST_STEPS = 100_000;
const TINY = 1e-300;
/** Halvings of an interval of 1: beyond what a double can tell apart. */
const HALVINGS = 80;

/**
 * The value below which an F-distributed number lies with this probability.
 * @param probability between 0 and 1, both excluded
 * @param df1 degrees of freedom of the numerator, above 0, not necessarily whole
 * @param df2 of the denominator
 */
export function fQuantile(probability: number, df1: number, df2: number): number {
  // F = (df2 u) / (df1 (1 - u)) where u follows the beta distribution of df1 / 2 and df2 / 2 (DLMF 8.17, Abramowitz & Stegun 26.6).
  let low = 0;
  let high = 1;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, df1 / 2, df2 / 2) < probability) low = middle;
    else high = middle;
  }
  const u = (low + high) / 2;
  return (df2 * u) / (df1 * (1 - u));
}

/** The regularised incomplete beta function I_x(a, b), from 0 to 1, by the continued fraction of DLMF 8.17.22. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly on this side only (DLMF 8.17.4 for the other).
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  return front * continuedFraction(x, a, b);
}

/** 1 / (1 + d1 / (1 + d2 / (1 + ...))), by the modified Lentz method. */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= MOST_STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) return value;
  }
  return value;
}

const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** ln of the gamma function of x > 0: Stirling's series (DLMF 5.11.1) from 10 on, below it by ln G(x) = ln G(x + 1) - ln x. */
function logGamma(x: number): number {
  let shifted = x;
  let less = 0;
  while (shifted < 10) {
    less += Math.log(shifted);
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - less;
}
