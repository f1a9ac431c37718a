import DataLoader from 'dataloader';
import type { Actor } from '#platform';

/** Which part of a list of a session is wanted. */
interface Part {
  after: number | string | null;
  limit: number;
}

type Wanted<P extends Part> = P & { sessionId: string };

type ReadPages<Row, P extends Part> = (actor: Actor, sessionIds: readonly string[], part: P) => Promise<Row[]>;

/**
 * Pages of what belongs to sessions, for many of them at once: a list of sessions with their turns is two queries, not one per session. It
 * batches within one operation and does not remember: the next field of a mutation must see what the one before it changed.
 */
export function sessionPages<Row extends { sessionId: string }, P extends Part>(
  read: ReadPages<Row, P>,
): (actor: Actor, wanted: Wanted<P>) => Promise<Row[]> {
  const loaders = new WeakMap<Actor, DataLoader<Wanted<P>, Row[]>>();
  return (actor, wanted) => {
    let loader = loaders.get(actor);
    if (!loader) loaders.set(actor, (loader = new DataLoader((all) => readAll(read, actor, all), { cache: false })));
    return loader.load(wanted);
  };
}

/** One query for each kind of page; nearly always there is one. */
async function readAll<Row extends { sessionId: string }, P extends Part>(
  read: ReadPages<Row, P>,
  actor: Actor,
  wanted: readonly Wanted<P>[],
): Promise<Row[][]> {
  const kindOf = ({ after, limit }: Part): string => `${after} ${limit}`;
  const found = new Map<string, Row[]>();
  for (const part of new Map(wanted.map((page) => [kindOf(page), page])).values()) {
    const same = wanted.filter((page) => kindOf(page) === kindOf(part));
    const rows = await read(actor, [...new Set(same.map(({ sessionId }) => sessionId))], part);
    for (const row of rows) {
      const key = `${row.sessionId} ${kindOf(part)}`;
      found.set(key, [...(found.get(key) ?? []), row]);
    }
  }
  return wanted.map((page) => found.get(`${page.sessionId} ${kindOf(page)}`) ?? []);
}
