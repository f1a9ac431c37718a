import DataLoader from 'dataloader';
import type { Actor } from '#platform';

/**
 * One batching loader per actor, which is one operation. It batches and does not remember: the next field of a mutation must
 * see what the one before it changed.
 * @param read the rows of these keys; what is missing or not the actor's is left out
 */
export function loadersByActor<Key, Row>(
  read: (actor: Actor, keys: readonly Key[]) => Promise<Map<string, Row>>,
  keyOf: (key: Key) => string,
): (actor: Actor) => DataLoader<Key, Row | null> {
  const loaders = new WeakMap<Actor, DataLoader<Key, Row | null>>();
  return (actor) => {
    let loader = loaders.get(actor);
    if (!loader) {
      loader = new DataLoader(
        async (keys: readonly Key[]) => {
          const rows = await read(actor, keys);
          return keys.map((key) => rows.get(keyOf(key)) ?? null);
        },
        { cache: false },
      );
      loaders.set(actor, loader);
    }
    return loader;
  };
}
