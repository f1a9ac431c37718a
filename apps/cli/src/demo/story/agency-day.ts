import { localDateOf } from '#compliance';
import type { AgencySheet } from './cast.js';

/** The day where the agency is, some days from now: `yyyy-mm-dd`. In UTC the next day may have begun already. */
export function agencyDay({ timezone }: AgencySheet, daysFromNow = 0): string {
  const day = new Date(`${localDateOf(new Date(), timezone)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + daysFromNow);
  return day.toISOString().slice(0, 10);
}
