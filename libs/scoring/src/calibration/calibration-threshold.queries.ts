import type { TenantTx } from '#platform';
import { FLOOR, type CalibrationThreshold } from './calibration-threshold.js';

/** The threshold in force, with who set it and when; null for the product's own. */
export interface ThresholdInForce extends CalibrationThreshold {
  set: { by: string; at: Date } | null;
}

export async function thresholdInForce(tx: TenantTx): Promise<ThresholdInForce> {
  const [row] = await tx.query<CalibrationThreshold & { by: string; at: Date }>(
    `select weighted_kappa::float8 as "weightedKappa", sessions, set_by as by, set_at as at from calibration_thresholds
     where agency_id = $1 order by id desc limit 1`,
    [tx.agencyId],
  );
  if (!row) return { ...FLOOR, set: null };
  const { by, at, ...threshold } = row;
  return { ...threshold, set: { by, at } };
}

export async function addThreshold(
  tx: TenantTx,
  threshold: CalibrationThreshold & { id: string; setBy: string },
): Promise<void> {
  await tx.query(
    `insert into calibration_thresholds (agency_id, id, weighted_kappa, sessions, set_by) values ($1, $2, $3, $4, $5)`,
    [tx.agencyId, threshold.id, threshold.weightedKappa, threshold.sessions, threshold.setBy],
  );
}
