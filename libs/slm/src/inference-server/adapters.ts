import { EngineError } from '../chat-model.js';

/** A LoRA adapter as `GET /lora-adapters` of llama-server lists it. */
export interface LoadedAdapter {
  id: number;
  path: string;
}

/** @throws EngineError BROKEN when it is no such list */
export function adaptersOf(listed: unknown): LoadedAdapter[] {
  if (!Array.isArray(listed)) throw new EngineError('BROKEN', 'the inference server listed no adapters');
  return listed.map((one: Record<string, unknown> | null) => {
    const { id, path } = one ?? {};
    if (!Number.isInteger(id) || typeof path !== 'string') {
      throw new EngineError('BROKEN', 'the inference server listed an adapter without its id and path');
    }
    return { id: id as number, path };
  });
}

/** What an adapter may be registered as: its path, its file's name, or that without its ending. */
export function namesOf({ path }: LoadedAdapter): string[] {
  const file = path.split(/[\\/]/).at(-1) ?? path;
  return [...new Set([path, file, file.replace(/\.[^.]+$/, '')])];
}

/**
 * The `lora` field of a request to llama-server: every loaded adapter by its id, with the scale 1 for the one that is meant. All are named,
 * since one that is left out keeps its scale of the start in some versions, by default 1: one agency's adapter would speak for another.
 * @throws EngineError REJECTED when no adapter, or more than one, has the name
 */
export function loraField(loaded: readonly LoadedAdapter[], name: string | null): { id: number; scale: number }[] {
  const meant = name === null ? [] : loaded.filter((adapter) => namesOf(adapter).includes(name));
  if (name !== null && meant.length !== 1) {
    const found = meant.length === 0 ? 'no adapter' : 'several adapters';
    throw new EngineError('REJECTED', `the inference server has ${found} of the name ${name}`);
  }
  return loaded.map((adapter) => ({ id: adapter.id, scale: meant.includes(adapter) ? 1 : 0 }));
}
