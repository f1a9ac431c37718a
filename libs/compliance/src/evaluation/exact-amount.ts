/**
 * A sum of hours without rounding: 0.7 + 0.2 + 0.1 as floating point falls short of 1, and an officer with it.
 * Kept as a fraction, because three semester credits are 40 hours and one is 40/3.
 */
export interface ExactAmount {
  readonly over: bigint;
  readonly under: bigint;
}

export const ZERO: ExactAmount = { over: 0n, under: 1n };

/** The exact value of the decimal a number prints as. */
export function exact(value: number): ExactAmount {
  const [mantissa, exponent = '0'] = String(value).toLowerCase().split('e');
  const [whole, fraction = ''] = mantissa.split('.');
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power >= 0
    ? { over: digits * 10n ** BigInt(power), under: 1n }
    : { over: digits, under: 10n ** BigInt(-power) };
}

export function plus(a: ExactAmount, b: ExactAmount): ExactAmount {
  return reduce(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function minus(a: ExactAmount, b: ExactAmount): ExactAmount {
  return reduce(a.over * b.under - b.over * a.under, a.under * b.under);
}

export function times(a: ExactAmount, b: ExactAmount): ExactAmount {
  return reduce(a.over * b.over, a.under * b.under);
}

export function dividedBy(a: ExactAmount, b: ExactAmount): ExactAmount {
  return reduce(a.over * b.under, a.under * b.over);
}

export function atLeast(a: ExactAmount, b: ExactAmount): boolean {
  return a.over * b.under >= b.over * a.under;
}

/** The nearest number, for showing; exact whenever a decimal of ordinary length is. */
export function toNumber(amount: ExactAmount): number {
  return Number(amount.over) / Number(amount.under);
}

function reduce(over: bigint, under: bigint): ExactAmount {
  let a = over < 0n ? -over : over;
  let b = under;
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? ZERO : { over: over / a, under: under / a };
}
