/** How a number is spread over some people: mean and quartiles, interpolated. Null where there is no value. */
export interface Spread {
  /** How many values. */
  n: number;
  mean: number | null;
  lowerQuartile: number | null;
  median: number | null;
  upperQuartile: number | null;
}

/** A spread as one column of a grouped query. @param value an expression of double precision; where it is null it does not count */
export const spreadOf = (value: string): string => `jsonb_build_object('n', count(${value}), 'mean', avg(${value}),
  'lowerQuartile', percentile_cont(0.25) within group (order by ${value}),
  'median', percentile_cont(0.5) within group (order by ${value}),
  'upperQuartile', percentile_cont(0.75) within group (order by ${value}))`;
