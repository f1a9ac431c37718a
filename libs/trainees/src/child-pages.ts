import type { Actor } from '#platform';
import { loadersByActor } from './loaders-by-actor.js';
import type { IdPage } from './id-page.js';

interface ChildPage extends IdPage {
  parentId: string;
}

/**
 * Pages of children for many parents at once: a list of cohorts with their enrolments is two queries, not one per cohort.
 * @param read one page for each of the parents, in the order of the children's ids
 */
export function childPages<Row>(
  read: (actor: Actor, parentIds: readonly string[], page: IdPage) => Promise<Row[]>,
  parentOf: (row: Row) => string,
): (actor: Actor, parentId: string, page: IdPage) => Promise<Row[]> {
  const keyOf = ({ parentId, after, limit }: ChildPage): string => `${parentId} ${after} ${limit}`;
  const loaders = loadersByActor<ChildPage, Row[]>(async (actor, wanted) => {
    const pages = new Map<string, ChildPage[]>();
    for (const one of wanted) {
      const page = `${one.after} ${one.limit}`;
      pages.set(page, [...(pages.get(page) ?? []), one]);
    }
    const found = new Map<string, Row[]>(wanted.map((one) => [keyOf(one), []]));
    for (const [first, ...others] of pages.values()) {
      if (!first) continue;
      const { after, limit } = first;
      const rows = await read(actor, [...new Set([first, ...others].map(({ parentId }) => parentId))], {
        after,
        limit,
      });
      for (const row of rows) found.get(keyOf({ parentId: parentOf(row), after, limit }))?.push(row);
    }
    return found;
  }, keyOf);
  return async (actor, parentId, page) => (await loaders(actor).load({ ...page, parentId })) ?? [];
}
