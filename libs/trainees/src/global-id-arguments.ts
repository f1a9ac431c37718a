import { decodeCursor, fromGlobalId, parseGlobalId, rowsToFetch, type PageArgs } from '#platform';
import type { IdPage } from './id-page.js';

/** The ids of a batch as UUIDs; null for what is no id of a member, so that its entry gets an outcome of its own. */
export const memberIdsOf = (ids: readonly string[]): (string | null)[] =>
  ids.map((id) => {
    const parsed = parseGlobalId(id);
    return parsed?.typeName === 'Member' ? parsed.uuid : null;
  });

/** The UUID of an id that a client may leave out. @throws UserError INVALID_ID naming the field */
export const optionalId = (typeName: string, id: string | null | undefined, field: string): string | null =>
  id === null || id === undefined ? null : fromGlobalId(typeName, id, field);

export const idPageOf = (page: PageArgs): IdPage => ({
  limit: rowsToFetch(page),
  after: (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null,
});
