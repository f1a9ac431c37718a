/**
 * A sum of hours without rounding: 0.7 + 0.2 + 0.1 as floating point falls short of 1, and an officer with it.
 * Thousandths as a whole number wherever that is exact, which is nearly always and quick; otherwise a fraction, because three
 * semester credits are 40 hours and one is 40/3.
 */
export type ExactAmount = number | Fraction;

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const ZERO: ExactAmount = 0;

/** The exact value of the decimal a number prints as. */
export function exact(value: number): ExactAmount {
  const thousandths = Math.round(value * 1000);
  if (thousandths / 1000 === value && Math.abs(thousandths) < 1e15) return thousandths;
  const [mantissa, exponent = '0'] = String(value).toLowerCase().split('e');
  const [whole, fraction = ''] = mantissa.split('.');
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power >= 0 ? { over: digits * 10n ** BigInt(power), under: 1n } : reduce(digits, 10n ** BigInt(-power));
}

export function plus(a: ExactAmount, b: ExactAmount): ExactAmount {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a + b)) return a + b;
  const [left, right] = [fraction(a), fraction(b)];
  return reduce(left.over * right.under + right.over * left.under, left.under * right.under);
}

export function minus(a: ExactAmount, b: ExactAmount): ExactAmount {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a - b)) return a - b;
  const [left, right] = [fraction(a), fraction(b)];
  return reduce(left.over * right.under - right.over * left.under, left.under * right.under);
}

export function times(a: ExactAmount, b: ExactAmount): ExactAmount {
  const [left, right] = [fraction(a), fraction(b)];
  return reduce(left.over * right.over, left.under * right.under);
}

export function dividedBy(a: ExactAmount, b: ExactAmount): ExactAmount {
  const [left, right] = [fraction(a), fraction(b)];
  return reduce(left.over * right.under, left.under * right.over);
}

export function atLeast(a: ExactAmount, b: ExactAmount): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a >= b;
  const [left, right] = [fraction(a), fraction(b)];
  return left.over * right.under >= right.over * left.under;
}

/** The nearest number, for showing; exact whenever a decimal of ordinary length is. */
export function toNumber(amount: ExactAmount): number {
  return typeof amount === 'number' ? amount / 1000 : Number(amount.over) / Number(amount.under);
}

function fraction(amount: ExactAmount): Fraction {
  return typeof amount === 'number' ? { over: BigInt(amount), under: 1000n } : amount;
}

/** In lowest terms, or in thousandths where those are whole: an amount has one form only. */
function reduce(over: bigint, under: bigint): ExactAmount {
  const thousandths = over * 1000n;
  if (thousandths % under === 0n) {
    const whole = Number(thousandths / under);
    if (Number.isSafeInteger(whole)) return whole;
  }
  let a = over < 0n ? -over : over;
  let b = under;
  while (b !== 0n) [a, b] = [b, a % b];
  return { over: over / a, under: under / a };
}
