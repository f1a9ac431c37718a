const DAY_MS = 86_400_000;

/** Days from one date of the calendar to another, `yyyy-mm-dd`; negative backwards. No clock changes in it: dates have no time. */
export const elapsedDays = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
