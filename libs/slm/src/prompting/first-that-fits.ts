/**
 * The first of the candidates that fits, for candidates of which every one after a fitting one fits too. Asks about the likely one
 * and its neighbour first, then halves what is left.
 * @returns -1 when none fits
 */
export async function firstThatFits<T>(
  candidates: readonly T[],
  fits: (candidate: T) => Promise<boolean>,
  likely = 0,
): Promise<number> {
  let low = 0;
  let high = candidates.length;
  let step = 1;
  let at = Math.min(Math.max(0, likely), candidates.length - 1);
  while (low < high) {
    if (await fits(candidates[at])) {
      high = at;
      at -= step;
    } else {
      low = at + 1;
      at += step;
    }
    step *= 2;
    if (at < low || at >= high) at = (low + high) >> 1;
  }
  return low < candidates.length ? low : -1;
}
