import { createHmac } from 'node:crypto';

/** Steps of a hundredth of a percent: fine enough for any share that is a whole number of percent. */
const STEPS = 10_000;

/** While an agency has fewer second reviews than its floor, this share is picked: half, so that nobody knows which. */
export const PERCENT_BELOW_FLOOR = 50;

/** The share that picks now, in percent. */
export function sharePicking(setting: { percent: number; floor: number }, pickedLately: number): number {
  // Zero means none, whatever the floor.
  if (setting.percent === 0) return 0;
  return pickedLately < setting.floor ? Math.max(setting.percent, PERCENT_BELOW_FLOOR) : setting.percent;
}

/**
 * Whether a session is picked for a second review: the same answer for the same session and key, and unknown to whoever does not know the
 * key, so that neither a trainee nor a reviewer can steer it.
 * @param key of the agency
 * @param percent 0 to 100
 */
export function isPicked(key: string, sessionId: string, percent: number): boolean {
  const digest = createHmac('sha256', key).update(`second review ${sessionId}`).digest();
  // 48 bits: the remainder favours nothing that a person could measure.
  return digest.readUIntBE(0, 6) % STEPS < percent * (STEPS / 100);
}
