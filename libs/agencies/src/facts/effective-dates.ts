/** A value with the days for which it holds, `yyyy-mm-dd`, both included; `to` null means until further notice. */
export interface Dated {
  value: string;
  from: string;
  to: string | null;
}

export interface DatedChange {
  /** null: nothing holds on these days. */
  value: string | null;
  from: string;
  to: string | null;
}

const DAY_MS = 86_400_000;
const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const endsBefore = (to: string | null, day: string): boolean => to !== null && to < day;

/**
 * The history after a change: on its days the change holds, on all others what held before. At most one value holds on a
 * day, so what is in the way is shortened, split or dropped.
 */
export function changedHistory(history: readonly Dated[], change: DatedChange): Dated[] {
  const result: Dated[] = [];
  for (const entry of history) {
    if (endsBefore(entry.to, change.from) || endsBefore(change.to, entry.from)) {
      result.push(entry);
      continue;
    }
    if (entry.from < change.from) result.push({ ...entry, to: shifted(change.from, -1) });
    if (change.to !== null && (entry.to === null || entry.to > change.to)) {
      result.push({ ...entry, from: shifted(change.to, 1) });
    }
  }
  if (change.value !== null) result.push({ value: change.value, from: change.from, to: change.to });
  return result.sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** What holds on a day; null when nothing does. */
export function valueOn(history: readonly Dated[], day: string): string | null {
  return history.find((entry) => entry.from <= day && !endsBefore(entry.to, day))?.value ?? null;
}
