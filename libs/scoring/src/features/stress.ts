import { StressPoint } from '../transcript.js';

export interface StressFeatures {
  /** Stress after each civilian turn, 0 to 100, in order. */
  trajectory: number[];
  first: number;
  last: number;
  peak: number;
  /** Least-squares slope in points per civilian turn; negative when the civilian calmed down. */
  slope: number;
}

/** What the scripted player's stress did over the session; absent without at least two points (no such player, or no dialogue). */
export function stressFeatures(points: readonly StressPoint[] | undefined): StressFeatures | undefined {
  if (!points || points.length < 2) return undefined;
  const trajectory = [...points].sort((a, b) => a.turn - b.turn).map(({ stress }) => stress);
  const meanAt = (trajectory.length - 1) / 2;
  const mean = trajectory.reduce((sum, stress) => sum + stress, 0) / trajectory.length;
  let covariance = 0;
  let variance = 0;
  trajectory.forEach((stress, at) => {
    covariance += (at - meanAt) * (stress - mean);
    variance += (at - meanAt) ** 2;
  });
  return {
    trajectory,
    first: trajectory[0],
    last: trajectory[trajectory.length - 1],
    peak: Math.max(...trajectory),
    slope: covariance / variance,
  };
}
