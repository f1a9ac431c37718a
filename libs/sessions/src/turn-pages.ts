import DataLoader from 'dataloader';
import type { Actor } from '#platform';
import type { TurnEntity } from './turn.entity.js';
import type { TurnPage } from './turn.queries.js';

interface WantedPage extends TurnPage {
  sessionId: string;
}

type ReadPages = (actor: Actor, sessionIds: readonly string[], page: TurnPage) => Promise<TurnEntity[]>;

/**
 * Pages of turns for many sessions at once: a list of sessions with their turns is two queries, not one per session. It batches
 * within one operation and does not remember: the next field of a mutation must see what the one before it changed.
 */
export function turnPages(read: ReadPages): (actor: Actor, wanted: WantedPage) => Promise<TurnEntity[]> {
  const loaders = new WeakMap<Actor, DataLoader<WantedPage, TurnEntity[]>>();
  return (actor, wanted) => {
    let loader = loaders.get(actor);
    if (!loader) loaders.set(actor, (loader = new DataLoader((all) => readAll(read, actor, all), { cache: false })));
    return loader.load(wanted);
  };
}

/** One query for each kind of page; nearly always there is one. */
async function readAll(read: ReadPages, actor: Actor, wanted: readonly WantedPage[]): Promise<TurnEntity[][]> {
  const kindOf = ({ after, limit }: TurnPage): string => `${after} ${limit}`;
  const found = new Map<string, TurnEntity[]>();
  for (const { after, limit } of new Map(wanted.map((page) => [kindOf(page), page])).values()) {
    const same = wanted.filter((page) => page.after === after && page.limit === limit);
    const rows = await read(actor, [...new Set(same.map(({ sessionId }) => sessionId))], { after, limit });
    for (const row of rows) {
      const key = `${row.sessionId} ${kindOf({ after, limit })}`;
      found.set(key, [...(found.get(key) ?? []), row]);
    }
  }
  return wanted.map((page) => found.get(`${page.sessionId} ${kindOf(page)}`) ?? []);
}
