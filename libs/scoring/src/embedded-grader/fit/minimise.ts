/** Value of a function at a point; its slope is written into `slope`. */
export type Slope = (at: Float64Array, slope: Float64Array) => number;

/** Steps whose curvature is remembered. */
const REMEMBERED = 12;
/** Halvings of a step before it is given up: then the point is as low as numbers can tell. */
const HALVINGS = 30;

/**
 * The lowest point of a smooth convex function, by L-BFGS (Liu and Nocedal 1989) with a backtracking line search. Deterministic.
 * @param steps at most so many; it ends sooner where the slope is flat
 */
export function minimise(of: Slope, size: number, steps: number): Float64Array {
  let at: Float64Array = new Float64Array(size);
  let slope: Float64Array = new Float64Array(size);
  let value = of(at, slope);
  const moves: { step: Float64Array; turn: Float64Array; along: number }[] = [];
  for (let index = 0; index < steps && Math.sqrt(dot(slope, slope)) > 1e-7; index++) {
    const direction = downwards(slope, moves);
    const descent = dot(direction, slope);
    let length = index === 0 ? 1 / Math.max(1, Math.sqrt(dot(slope, slope))) : 1;
    const next = new Float64Array(size);
    const nextSlope = new Float64Array(size);
    let lower = false;
    for (let halving = 0; halving < HALVINGS && !lower; halving++) {
      for (let one = 0; one < size; one++) next[one] = at[one] + length * direction[one];
      const nextValue = of(next, nextSlope);
      lower = nextValue <= value + 1e-4 * length * descent;
      if (lower) value = nextValue;
      else length /= 2;
    }
    if (!lower) break;
    const step = next.map((one, place) => one - at[place]);
    const turn = nextSlope.map((one, place) => one - slope[place]);
    const along = dot(step, turn);
    if (along > 1e-12) moves.push({ step, turn, along });
    if (moves.length > REMEMBERED) moves.shift();
    [at, slope] = [next, nextSlope];
  }
  return at;
}

function downwards(slope: Float64Array, moves: readonly { step: Float64Array; turn: Float64Array; along: number }[]) {
  const direction = slope.map((one) => -one);
  const shares: number[] = [];
  for (const { step, turn, along } of [...moves].reverse()) {
    const share = dot(step, direction) / along;
    shares.unshift(share);
    add(direction, turn, -share);
  }
  const last = moves.at(-1);
  if (last) {
    const scale = last.along / dot(last.turn, last.turn);
    for (let one = 0; one < direction.length; one++) direction[one] *= scale;
  }
  for (const [index, { step, turn, along }] of moves.entries()) {
    add(direction, step, shares[index] - dot(turn, direction) / along);
  }
  return direction;
}

function dot(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let one = 0; one < first.length; one++) sum += first[one] * second[one];
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let one = 0; one < to.length; one++) to[one] += times * what[one];
}
