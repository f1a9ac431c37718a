/** One figure of ours beside a baseline that was measured in the same run. */
export interface Outcome {
  /** Median of the rounds, in `unit`. */
  ours: number;
  /** null where there is nothing to compare with. */
  baseline: number | null;
  /** ours / baseline; null without a baseline. */
  ratio: number | null;
  unit: string;
  /** What a reader needs to trust or repeat it: rounds, sizes, spread. */
  detail: Record<string, unknown>;
}

export interface Benchmark {
  name: string;
  /** One line: what is compared with what. */
  compares: string;
  /** The ratio that is aimed for, in words; null for a figure that is only printed. */
  aim: string | null;
  /** What it cannot run without, and how to give it; absent for a benchmark that needs nothing. */
  needs?: string;
  run(say: (line: string) => void, given?: Given): Promise<Outcome>;
}

/** What the command line gives a benchmark. */
export interface Given {
  /** A folder to read. */
  data?: string;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** The value that `share` (0 to 1) of the values do not exceed. */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

export interface Rounds {
  ours: number[];
  baseline: number[];
}

/**
 * Measures both sides in turn, so that a machine that slows down slows both; which goes first changes from round to round.
 * @param measure one figure of each side
 */
export async function alternate(
  rounds: number,
  measure: { ours: () => Promise<number>; baseline: () => Promise<number> },
  say: (line: string) => void,
): Promise<Rounds> {
  const figures: Rounds = { ours: [], baseline: [] };
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['ours', 'baseline'] as const) : (['baseline', 'ours'] as const);
    for (const side of order) figures[side].push(await measure[side]());
    say(
      `round ${round + 1} of ${rounds}: ${rounded(figures.ours[round]!)} against ${rounded(figures.baseline[round]!)}`,
    );
  }
  return figures;
}

export function compared({ ours, baseline }: Rounds, unit: string, detail: Record<string, unknown>): Outcome {
  const ratios = ours.map((value, index) => value / baseline[index]!);
  return {
    ours: rounded(median(ours)),
    baseline: rounded(median(baseline)),
    ratio: rounded(median(ratios)),
    unit,
    detail: { rounds: ours.length, ratios: ratios.map(rounded), ...detail },
  };
}

/** Three digits say all that a measurement on a shared machine can. */
export const rounded = (value: number): number => Number(value.toPrecision(value >= 1_000 ? 4 : 3));
