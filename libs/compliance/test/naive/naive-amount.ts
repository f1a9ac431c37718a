/** An exact quantity: a fraction that is never reduced. */
export interface Amount {
  over: bigint;
  under: bigint;
}

export const NOTHING: Amount = { over: 0n, under: 1n };

/** What the shortest decimal that stands for the number says: 0.1 is one tenth. */
export function exactly(value: number): Amount {
  const [, sign, whole, part = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))!;
  const shift = Number(power) - part.length;
  const digits = BigInt(whole! + part) * (sign ? -1n : 1n);
  return shift >= 0
    ? { over: digits * 10n ** BigInt(shift), under: 1n }
    : { over: digits, under: 10n ** BigInt(-shift) };
}

export function plus(a: Amount, b: Amount): Amount {
  if (a.under === b.under) return { over: a.over + b.over, under: a.under };
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

export function minus(a: Amount, b: Amount): Amount {
  return plus(a, { over: -b.over, under: b.under });
}

export function times(a: Amount, b: Amount): Amount {
  return { over: a.over * b.over, under: a.under * b.under };
}

export function dividedBy(a: Amount, b: Amount): Amount {
  return { over: a.over * b.under, under: a.under * b.over };
}

export function atLeast(a: Amount, b: Amount): boolean {
  return a.over * b.under >= b.over * a.under;
}

export function toNumber(a: Amount): number {
  const whole = a.over / a.under;
  return Number(whole) + Number(((a.over % a.under) * 1_000_000_000_000n) / a.under) / 1e12;
}
