import type { ExternalId } from '#agencies';

/**
 * Rows that name somebody whom an earlier row of the same call has named already.
 * @param externalIds of the rows in their order; null for a row that could not be read
 * @returns for each such row the first that named them
 */
export function repeatedRows(externalIds: readonly (ExternalId | null)[]): Map<number, number> {
  const first = new Map<string, number>();
  const repeated = new Map<number, number>();
  for (const [row, externalId] of externalIds.entries()) {
    if (!externalId) continue;
    const name = JSON.stringify([externalId.system, externalId.value]);
    const before = first.get(name);
    if (before === undefined) first.set(name, row);
    else repeated.set(row, before);
  }
  return repeated;
}
