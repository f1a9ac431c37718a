export interface StressFeatures {
  /** Stress after each officer turn, 0 (at ease) to 10 (crisis), in order. */
  trajectory: number[];
  first: number;
  last: number;
  peak: number;
  /** Least-squares slope in points per officer turn; negative when the civilian calmed down. */
  slope: number;
}

/** What the scripted player's stress did over the session; absent without at least two points (no such player, or no dialogue). */
export function stressFeatures(points: readonly number[] | undefined): StressFeatures | undefined {
  if (!points || points.length < 2) return undefined;
  const trajectory = [...points];
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
